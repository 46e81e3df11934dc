using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1002: a field holds something beyond its life.</summary>
internal sealed class BorrowedStoredInField : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.BorrowedStoredInField,
        "Do not store a borrowed value in a field that outlives it",
        "'{0}' ends {2}; field '{1}' keeps it longer: keep its key and look it up again, or hold a claim of your own",
        "A value that is lent for the length of a call, or that a call has ended, must not be found in a field "
        + "afterwards.");

    public override void OnExit(FlowMoment moment)
    {
        foreach (StoredReferences.Stored stored in StoredReferences.At(moment.State))
        {
            if (!stored.IsElement && stored.Reference.Kind != ReferenceKind.Capture)
            {
                Loan loan = stored.Reference.Loan;
                string? end = Lifespan.End(moment, loan);
                moment.Report(
                    this,
                    stored.Store,
                    isBroken: end is not null,
                    isCertain: true,
                    related: [loan.Birthplace, Lifespan.EndPlace(moment, loan)],
                    loan.Name,
                    StoredReferences.Name(stored.Place),
                    end);
            }
        }
    }
}
