using AopKit.LifetimeBench.Reading;

namespace AopKit.LifetimeBench.Running;

/// <summary>What came of the bad half.</summary>
public enum Catch
{
    /// <summary>Nothing was said at a marked line.</summary>
    Missed,

    /// <summary>A rule reported a marked line: in set A the pair's own rule, else any.</summary>
    Reported,

    /// <summary>The compiler refuses a marked line: the type system prevents the bug.</summary>
    DoesNotCompile,
}

/// <summary>What was said of one pair.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Catch">Whether the bug was found.</param>
/// <param name="BadReports">Everything that was reported of the bad half, as <c>id (line)</c>.</param>
/// <param name="FalseReports">What was reported of the halves that are right.</param>
/// <param name="Errors">Errors of the compiler where there must be none: the case itself is wrong.</param>
public sealed record PairResult(
    CasePair Pair, Catch Catch, IReadOnlyList<string> BadReports, IReadOnlyList<string> FalseReports,
    IReadOnlyList<string> Errors);
