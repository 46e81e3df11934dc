using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1004: a delegate that captured something may run after its life.</summary>
internal sealed class BorrowedCapturedByDelegate : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.BorrowedCapturedByDelegate,
        "Do not let a delegate capture a value that ends before it runs",
        "The delegate '{0}' captures '{1}', which ends {2}, and may run after that: capture a copy of its key, or "
        + "wait for it first",
        "A delegate that is stored, subscribed or handed to another thread may run when the value that it captured "
        + "is gone.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        foreach (Reference reference in value.References)
        {
            if (reference.Kind == ReferenceKind.Capture && LoanTypes.IsDelegate(use.Type)
                && moment.State.Get(reference.Loan) is { } state)
            {
                Report(moment, use.Syntax, reference.Loan, state.IsEnded, !state.Branched,
                    $"at '{MessageText.OfEnd(state.EndSite)}'");
            }
        }
    }

    public override void OnEnding(FlowMoment moment, IOperation end, Loan loan, LoanState before, EndContract contract)
    {
        if (before.InFlight is { } flight)
        {
            Report(moment, flight.Syntax, loan, true, true, $"at '{MessageText.OfEnd(end)}'");
        }
    }

    public override void OnExit(FlowMoment moment)
    {
        if (moment.State.Exceptional)
        {
            return;
        }

        foreach (KeyValuePair<Loan, LoanState> entry in moment.State.Loans)
        {
            if (entry.Value.InFlight is { } flight && !entry.Value.IsEnded && Lifespan.End(moment, entry.Key) is { } end
                && !IsReturned(moment, entry.Key))
            {
                Report(moment, flight.Syntax, entry.Key, true, true, end);
            }
        }

        foreach (Reference returned in moment.State.Get(AccessPath.Result).References)
        {
            if (returned is { Kind: ReferenceKind.Capture, Site: { } lambda, Loan.UntilTaskEnds: false }
                && Lifespan.End(moment, returned.Loan) is { } end)
            {
                Report(moment, lambda.Syntax, returned.Loan, true, true, end);
            }
        }

        foreach (StoredReferences.Stored stored in StoredReferences.At(moment.State))
        {
            if (stored.Reference.Kind == ReferenceKind.Capture
                && Lifespan.End(moment, stored.Reference.Loan) is { } end)
            {
                Report(moment, stored.Store, stored.Reference.Loan, true, true, end);
            }
        }
    }

    // Lent until the task ends, and the task is given back: the caller waits for it.
    private static bool IsReturned(FlowMoment moment, Loan loan) =>
        loan.UntilTaskEnds && moment.State.Get(AccessPath.Result).References.Any(reference => reference.Loan == loan);

    private void Report(FlowMoment moment, SyntaxNode place, Loan loan, bool isBroken, bool isCertain, string end) =>
        moment.Report(
        this,
        place,
        isBroken,
        isCertain,
        related: [loan.Birthplace, Lifespan.EndPlace(moment, loan)],
        MessageText.Of(place),
        loan.Name,
        end);
}
