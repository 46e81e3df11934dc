using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1003: a collection holds something beyond its life.</summary>
internal sealed class BorrowedAddedToCollection : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.BorrowedAddedToCollection,
        "Do not add a borrowed value to a collection that outlives it",
        "'{0}' ends {2}; collection '{1}' keeps it longer: add its key and look it up again, or take it out before "
        + "the end",
        "A value that is lent for the length of a call, or that a call has ended, must not be found in a collection "
        + "afterwards.");

    public override void OnExit(FlowMoment moment)
    {
        foreach (StoredReferences.Stored stored in StoredReferences.At(moment.State))
        {
            if (stored.IsElement)
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
