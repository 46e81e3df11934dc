namespace AopKit.Samples.Lab.Report;

/// <summary>What the runs say, in words.</summary>
/// <param name="Sentences">The five sentences. One that the runs hold nothing for says so.</param>
/// <param name="Confirmed">Expectations that the runs bear out.</param>
/// <param name="Differences">Expectations that they do not, with what was measured and why.</param>
internal sealed record Verdict(
    IReadOnlyList<string> Sentences, IReadOnlyList<string> Confirmed, IReadOnlyList<string> Differences);
