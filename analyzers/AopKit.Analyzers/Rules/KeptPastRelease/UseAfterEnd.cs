using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1001: something is used after a call ended its life.</summary>
internal sealed class UseAfterEnd : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.UseAfterEnd,
        "Do not use a value after its lifetime has ended",
        "'{0}' is used after '{1}' ended its life, which began at '{2}'; move the use before the end, or take a new claim",
        "After a call that ends the life of a value (a return to a pool, a release, a dispose), the value may belong to somebody else.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        if (!LoanTypes.CanCarryLoan(use.Type))
        {
            return;
        }

        foreach (Reference reference in value.References)
        {
            if (reference.Kind == ReferenceKind.Direct && moment.State.Get(reference.Loan) is { } state)
            {
                moment.Report(
                    this,
                    use.Syntax,
                    isBroken: state.IsEnded,
                    isCertain: !state.Branched,
                    related: [reference.Loan.Birthplace, state.EndSite?.Syntax.GetLocation()],
                    MessageText.Of(use.Syntax),
                    MessageText.Of(state.EndSite?.Syntax),
                    reference.Loan.Name);
            }
        }
    }
}
