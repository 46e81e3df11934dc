using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Pairing;

/// <summary>AOP2003: a claim is lost on a path that returns normally.</summary>
internal sealed class NotEndedOnAllPaths : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.NotEndedOnAllPaths,
        "End a claim on every path",
        "The claim '{0}' is not ended on the path that {1}: wrap it in a using statement, or end it in a finally",
        "A claim that nobody ends keeps its page, lock or buffer for ever.");

    public override void OnLost(FlowMoment moment, Loan loan) => Report(moment, loan, "replaces it by another", null);

    public override void OnExit(FlowMoment moment)
    {
        if (moment.State.Exceptional)
        {
            return;
        }

        foreach (KeyValuePair<Loan, LoanState> entry in moment.State.Loans)
        {
            if (entry.Key.Kind == LoanKind.Acquired
                && entry.Value is { Life: Life.Live, Escaped: false, Transferred: false }
                && !IsHandedOut(moment, entry.Key))
            {
                SyntaxNode? exit = moment.State.ResultSite?.Syntax;
                Report(moment, entry.Key, exit is null ? "reaches the end" : $"returns '{MessageText.Of(exit)}'", exit);
            }
        }
    }

    private static bool IsHandedOut(FlowMoment moment, Loan loan) =>
        Holds(moment.State.Get(AccessPath.Result), loan)
        || moment.Method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref
            && Holds(moment.State.Get(AccessPath.Of(parameter)), loan));

    private static bool Holds(Value value, Loan loan) => value.References.Any(reference => reference.Loan == loan);

    private void Report(FlowMoment moment, Loan loan, string path, SyntaxNode? exit)
    {
        if (loan.Birthplace is { } birthplace && !moment.State.Exceptional)
        {
            // Some claims only cost their owner when they are dropped: a pool makes a new array.
            moment.Report(this, birthplace, new(true, true, [exit], [loan.Name, path], null)
            {
                IsDoubtful = loan.Contract.MayBeDropped,
            });
        }
    }
}
