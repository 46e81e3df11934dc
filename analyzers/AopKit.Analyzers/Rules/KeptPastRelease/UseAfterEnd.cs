using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1001: something is used after a call ended its life.</summary>
internal sealed class UseAfterEnd : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.UseAfterEnd,
        "Do not use a value after its lifetime has ended",
        "'{0}' is used after '{1}' ended its life, which began at '{2}'; move the use before the end, or take a new "
        + "claim",
        "After a call that ends the life of a value (a return to a pool, a release, a dispose), the value may belong "
        + "to somebody else.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        (Loan Loan, LoanState State)[] loans = value.References
            .Where(reference => reference.Kind == ReferenceKind.Direct && moment.State.Get(reference.Loan) is not null)
            .Select(reference => (reference.Loan, moment.State.Get(reference.Loan)!)).ToArray();
        if (loans.Length == 0 || !LoanTypes.CanCarryLoan(use.Type))
        {
            return;
        }

        // A value that may be one of several is surely gone only when all of them are.
        (Loan loan, LoanState state) = loans[0];
        moment.Report(
            this,
            use.Syntax,
            isBroken: loans.All(candidate => candidate.State.IsEnded),
            isCertain: loans.All(candidate => !candidate.State.Branched && !candidate.Loan.IsOuter),
            related: [loan.Birthplace, state.EndSite?.Syntax],
            MessageText.Of(use.Syntax),
            MessageText.OfEnd(state.EndSite),
            loan.Name);
    }
}
