using System.Text.Json;

namespace AopKit.Samples.Tests.Lab.Running;

/// <summary>What the Lab's figures must show on real images, whatever else they show.</summary>
public sealed class AcceptanceTests(LabRuns runs) : IClassFixture<LabRuns>
{
    private static readonly string[] s_fates =
        ["Survived", "LostWhilePageStayed", "LostWithPage", "LostWithAddressSpace", "Shrunk", "Dropped", "Pending"];

    [Theory]
    [InlineData("marks", "marksSet")]
    [InlineData("metadata", "metadataAttached")]
    public void EveryFact_HasExactlyOneOfSevenFates(string kind, string total) => Assert.All(
        runs.All, run => Assert.Equal(Number(run, total), s_fates.Sum(fate => Number(run, kind + fate))));

    [Fact]
    public void EveryRun_HasMarks_NoWrongByte_AndNothingAliveAtTeardown() => Assert.All(runs.All, static run =>
    {
        Assert.NotEqual(0, Number(run, "marksSet"));
        Assert.Equal(0, Number(run, "contentMismatches"));
        Assert.Equal(0, Number(run, "metadataAliveAtTeardown"));
    });

    [Fact]
    public void RemovedPages_HaveOneCallbackWithANotice_AndNoneWithout() => Assert.All(runs.All, static run =>
    {
        long expected = run.GetProperty("removeNotification").GetString() == "None" ? 0 : 1;
        JsonElement found = run.GetProperty("removeCallbacksPerRemovedPage");
        Assert.Equal((expected, expected), (Number(found, "min"), Number(found, "max")));
    });

    [Theory]
    [InlineData("releasePage")]
    [InlineData("sideTable")]
    public void Classic_WithHotReaders_LosesWhatIsCertain(string placement) =>
        Assert.All(runs.Of(placement, "hotReaders", "Classic"), static run =>
        {
            Assert.NotEqual(0, Number(run, "metadataLostWhilePageStayed"));
            Assert.NotEqual(0, Number(run, "marksLostWhilePageStayed"));
            Assert.NotEqual(0, Kept(run, "alreadyPinned"));
        });

    [Fact]
    public void Prechecked_WithHotReaders_LosesLess_AndNothingThatIsCertain() => Assert.All(
        runs.Of("releasePage", "hotReaders", "Prechecked").Zip(runs.Of("releasePage", "hotReaders", "Classic")),
        static pair =>
        {
            Assert.Equal(0, Kept(pair.First, "alreadyPinned"));
            Assert.True(
                LossPerAttempt(pair.First) < LossPerAttempt(pair.Second), "Prechecked must lose less than Classic.");
        });

    [Theory]
    [InlineData("Frozen")]
    [InlineData("TwoPhase")]
    public void FrozenAndTwoPhase_WithHotReaders_LoseNothing(string protocol) =>
        Assert.All(runs.Of("releasePage", "hotReaders", protocol), run =>
        {
            Assert.Equal(0, Number(run, "metadataLostWhilePageStayed"));
            Assert.Equal(0, Number(run, "marksLostWhilePageStayed"));
            Assert.Equal(protocol == "TwoPhase", Number(run, "releaseAborted") > 0);
        });

    [Theory]
    [InlineData("Classic", 1)]
    [InlineData("Prechecked", 1)]
    [InlineData("Frozen", 0)]
    [InlineData("TwoPhase", 0)]
    public void RaceWindow_LosesTheOneParkedPage_OrNone(string protocol, long lost) =>
        Assert.All(runs.Of("releasePage", "raceWindow", protocol), run =>
        {
            Assert.Equal(lost, Number(run, "metadataLostWhilePageStayed"));
            Assert.Equal(lost, Number(run, "marksLostWhilePageStayed"));
            Assert.Equal(lost, Number(run, "foundWithoutMetadata"));
            Assert.Equal(lost, Kept(run, "raced"));
        });

    [Fact]
    public void OnRemove_LosesOnlyWithThePage() => Assert.All(runs.Of("onRemove"), static run =>
    {
        Assert.Equal(0, Number(run, "metadataLostWhilePageStayed"));
        Assert.Equal(0, Number(run, "marksLostWhilePageStayed"));
        Assert.NotEqual(0, Number(run, "marksLostWithPage"));
    });

    [Fact]
    public void Pinned_LosesNoMark_AndHoldsPagesForIt() => Assert.All(runs.Of("pinned"), static run =>
    {
        Assert.Equal(0, MarksLost(run));
        Assert.NotEqual(0, Number(run, "pagesNeverReclaimable"));
    });

    [Fact]
    public void BlockTable_LosesMarksToTheShrinkerAlone() => Assert.All(
        runs.Of("blockTable"), static run => Assert.Equal(Number(run, "marksShrunk"), MarksLost(run)));

    [Fact]
    public void AddressSpace_LosesMarksUnderInodeChurnAlone() => Assert.All(runs.Of("addressSpace"), static run =>
    {
        Assert.Equal(Number(run, "marksLostWithAddressSpace"), MarksLost(run));
        Assert.Equal(
            run.GetProperty("workload").GetString() == "inodeChurn", Number(run, "marksLostWithAddressSpace") > 0);
    });

    [Fact]
    public void Strip_LosesWhatNobodyMeantToRemove()
    {
        Assert.All(runs.Of("releasePage", "strip"), static run => Assert.NotEqual(0, Kept(run, "notRemoving")));
        Assert.All(
            runs.All.Where(static run => run.GetProperty("workload").GetString() != "strip"),
            static run => Assert.Equal(0, Kept(run, "notRemoving")));
    }

    private static long MarksLost(JsonElement run) => ((string[])
        ["marksLostWhilePageStayed", "marksLostWithPage", "marksLostWithAddressSpace", "marksShrunk"])
        .Sum(name => Number(run, name));

    private static double LossPerAttempt(JsonElement run) =>
        (double)Number(run, "metadataLostWhilePageStayed") / Number(run, "reclaimAttempts");

    private static long Kept(JsonElement run, string cause) => Number(run.GetProperty("releasedButKept"), cause);

    private static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();
}
