using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1005: something borrowed is used after an await or a yield.</summary>
internal sealed class BorrowedAcrossAwait : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.BorrowedAcrossAwait,
        "Do not use a borrowed value after an await or a yield",
        "'{0}' was lent at '{2}' for the length of a call, which is over after '{1}': copy what you need before, or "
        + "hold a claim across it",
        "At the first await or yield a method returns to its caller; what was lent to it for the call may be gone "
        + "when it goes on.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        foreach (Loan loan in value.References.Select(reference => reference.Loan).Distinct())
        {
            if (moment.State.Get(loan) is { } state && IsLentForTheCall(moment, loan))
            {
                bool runsLater = moment.Method.IsIterator && loan.Kind == LoanKind.BorrowedParameter;
                moment.Report(
                    this,
                    use.Syntax,
                    isBroken: state.Awaited is not null || runsLater,
                    isCertain: true,
                    related: [loan.Birthplace, state.Awaited?.Syntax],
                    MessageText.Of(use.Syntax),
                    state.Awaited is null ? moment.Method.Name : MessageText.Of(state.Awaited.Syntax),
                    loan.Name);
                return;
            }
        }
    }

    private static bool IsLentForTheCall(FlowMoment moment, Loan loan) => loan.Kind switch
    {
        LoanKind.BorrowedParameter => !loan.UntilTaskEnds,
        LoanKind.BorrowedResult =>
            loan.Roots.All(root => root.Kind == LoanKind.BorrowedParameter && !root.UntilTaskEnds),
        _ => false,
    };
}
