using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Report;

namespace AopKit.Samples.Tests.Lab.Report;

public sealed class VerdictWriterTests
{
    [Fact]
    public void Write_NothingRun_SaysSoInFiveSentences()
    {
        Verdict verdict = VerdictWriter.Write([], null);

        Assert.Equal(5, verdict.Sentences.Count);
        Assert.All(
            verdict.Sentences,
            static sentence => Assert.Contains("not run", sentence, StringComparison.Ordinal));
        Assert.Empty(verdict.Differences);
    }

    [Fact]
    public void Write_FiguresAreThoseOfTheRuns()
    {
        Verdict verdict = VerdictWriter.Write(RowSummary.Of(
        [
            SampleRuns.Make(workload: WorkloadKind.Normal, lost: 5),
            SampleRuns.Make(workload: WorkloadKind.Normal, lost: 7, seed: 2),
            SampleRuns.Make(workload: WorkloadKind.Normal, lost: 9, seed: 3),
        ]), null);

        // 5, 7 and 9 of 500 attempts.
        Assert.Contains("btrfs 14 (10–18) in a normal workload", verdict.Sentences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AFigureThatIsNotAsExpected_IsSaidWithItsReason()
    {
        Verdict verdict = VerdictWriter.Write(RowSummary.Of(
            [SampleRuns.Make(lost: 5), SampleRuns.Make(ReleaseProtocol.Prechecked, lost: 4)]), null);

        string difference = Assert.Single(verdict.Differences);
        Assert.StartsWith("Not as expected: Prechecked removes most of the loss", difference, StringComparison.Ordinal);
        Assert.Contains("btrfs 8 per 1,000 against btrfs 10", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Spread_OfSeveral_IsMedianAndRange()
    {
        Assert.Equal("2.5 (1–1,000)", Spread.Of([1000, 1, 2.5]).ToString());
        Assert.Equal("3", Spread.Of([3, 3]).ToString());
    }
}
