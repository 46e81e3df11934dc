using AopKit.LifetimeBench.Running;

namespace AopKit.LifetimeBench.Report;

/// <summary>A row of the table: what one tool said of one set.</summary>
/// <param name="Name">The set.</param>
/// <param name="Bad">Halves with a bug.</param>
/// <param name="Caught">Of these, found by a report or by the compiler.</param>
/// <param name="NotCompiling">Of the caught, those that the compiler refuses.</param>
/// <param name="Clean">Halves without a bug.</param>
/// <param name="FalseReports">Reports of these.</param>
public sealed record SetFigures(string Name, int Bad, int Caught, int NotCompiling, int Clean, int FalseReports)
{
    public static SetFigures Of(string name, IReadOnlyCollection<PairResult> results) => new(
        name,
        results.Count,
        results.Count(result => result.Catch != Catch.Missed),
        results.Count(result => result.Catch == Catch.DoesNotCompile),
        results.Sum(result => result.Pair.Silent.Count()),
        results.Sum(result => result.FalseReports.Count));
}
