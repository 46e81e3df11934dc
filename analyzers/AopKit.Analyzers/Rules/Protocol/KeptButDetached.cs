using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>AOP4002: a release callback says that the metadata stays with the page, and has taken it off.</summary>
internal sealed class KeptButDetached : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.KeptButDetached,
        "Do not answer that metadata is kept after detaching it",
        "'{0}' answers '{1}' after '{2}' has taken the metadata off '{3}': answer '{4}', or decide before you detach",
        "A page that is kept without its metadata is found by the next lookup, which meets nothing.");

    public override void OnExit(FlowMoment moment)
    {
        if (moment.Body.Contract.Release is not { } contract || moment.State.ResultSite is not { } site
            || !SaysAttached(moment, contract))
        {
            return;
        }

        foreach ((IParameterSymbol page, Loan loan, LoanState state) in ReleaseAnswer.Pages(moment))
        {
            moment.Report(this, site.Syntax, new(
                IsBroken: state.Metadata == MetadataState.Detached,
                IsCertain: !state.MetadataBranched && !moment.State.Exceptional,
                Related: [loan.Birthplace, state.MetadataSite?.Syntax],
                Arguments:
                [
                    moment.Method.Name,
                    ReleaseAnswer.Text(moment, moment.State.Get(AccessPath.Result).ConstantOrNull),
                    MessageText.Of(state.MetadataSite?.Syntax),
                    page.Name,
                    ReleaseAnswer.Text(moment, contract.Released),
                ],
                FixFacts: contract.PromiseOnly ? null : ReleaseAnswer.FixFacts(moment, page, contract.Released)));
        }
    }

    // A promise may be taken back, so nothing may be detached whatever it says.
    private static bool SaysAttached(FlowMoment moment, ReleaseContract contract) =>
        ReleaseAnswer.SaysStillAttached(moment, contract)
        || (contract.PromiseOnly && ReleaseAnswer.SaysReleased(moment, contract));
}
