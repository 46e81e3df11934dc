using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>AOP4001: a release callback says that the metadata is off the page, and it is not.</summary>
internal sealed class ReleasedButAttached : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.ReleasedButAttached,
        "Do not answer that metadata was released while it is attached",
        "'{0}' answers '{1}' while the metadata of '{2}' is still attached: detach it first, or answer '{3}'",
        "The engine believes the answer: metadata that stays behind is neither the client's nor the next owner's.");

    public override void OnExit(FlowMoment moment)
    {
        if (moment.Body.Contract.Release is not { PromiseOnly: false } contract
            || moment.State.ResultSite is not { } site
            || !ReleaseAnswer.SaysReleased(moment, contract))
        {
            return;
        }

        foreach ((IParameterSymbol page, Loan loan, LoanState state) in ReleaseAnswer.Pages(moment))
        {
            bool isAttached = state.Metadata is MetadataState.AsGiven or MetadataState.Attached
                && !ReleaseAnswer.HasNoMetadata(moment, page) && !SideTable.IsKept(moment);
            moment.Report(this, site.Syntax, new(
                IsBroken: isAttached,
                IsCertain: ReleaseAnswer.IsSure(moment),
                Related: [loan.Birthplace, state.MetadataSite?.Syntax],
                Arguments:
                [
                    moment.Method.Name,
                    ReleaseAnswer.Text(moment, contract.Released),
                    page.Name,
                    string.Join("' or '", contract.StillAttached.Select(answer => ReleaseAnswer.Text(moment, answer))),
                ],
                FixFacts: ReleaseAnswer.FixFacts(moment, page, contract.StillAttached.LastOrDefault())));
        }
    }
}
