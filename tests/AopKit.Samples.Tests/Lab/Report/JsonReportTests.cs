using System.Text.Json;
using AopKit.Samples.Lab.Report;

namespace AopKit.Samples.Tests.Lab.Report;

public sealed class JsonReportTests
{
    private static readonly string[] s_names =
    [
        "client", "image", "placement", "releaseProtocol", "removeNotification", "workload", "seed", "operations",
        "budgetPages", "callbackUs", "reclaimAttempts", "releaseCallbacks", "releaseAborted", "pagesReclaimed",
        "pagesNeverReclaimable", "releasedButKept", "metadataAttached", "metadataLostWhilePageStayed",
        "foundWithoutMetadata", "metadataLostWithPage", "metadataRebuilt", "metadataPeakBytes",
        "metadataAliveAtTeardown",
        "marksSet", "marksSurvived", "marksLostWhilePageStayed", "marksLostWithPage", "marksLostWithAddressSpace",
        "marksShrunk", "marksDropped", "marksPending", "removeCallbacksPerRemovedPage", "removalNs", "callbackNs",
        "lookupStallNs", "mappingHitsAfterInodeReturn", "bytesReread", "refills", "contentMismatches", "elapsedMs",
    ];

    [Fact]
    public void Write_HasEveryNameOfTheSchema()
    {
        JsonElement run = WriteOne();

        string[] written = [.. run.EnumerateObject().Select(static property => property.Name)];
        Assert.Empty(s_names.Except(written));
        Assert.Equal(written.Length, written.Distinct().Count());
        Assert.Equal(
            ["count", "p50", "p99", "max"],
            run.GetProperty("lookupStallNs").EnumerateObject().Select(static property => property.Name));
    }

    [Fact]
    public void Write_UsesTheWordsOfTheMatrix()
    {
        JsonElement run = WriteOne();

        Assert.Equal("btrfs", run.GetProperty("client").GetString());
        Assert.Equal("releasePage", run.GetProperty("placement").GetString());
        Assert.Equal("Classic", run.GetProperty("releaseProtocol").GetString());
        Assert.Equal("None", run.GetProperty("removeNotification").GetString());
        Assert.Equal("hotReaders", run.GetProperty("workload").GetString());
    }

    [Fact]
    public void Write_MetadataHasSevenFatesToo()
    {
        JsonElement run = WriteOne();

        long fates = ((string[])
            [
                "metadataSurvived", "metadataLostWhilePageStayed", "metadataLostWithPage",
                "metadataLostWithAddressSpace",
                "metadataShrunk", "metadataDropped", "metadataPending",
            ]).Sum(name => run.GetProperty(name).GetInt64());

        Assert.Equal(run.GetProperty("metadataAttached").GetInt64(), fates);
    }

    private static JsonElement WriteOne()
    {
        using var stream = new MemoryStream();
        JsonReport.Write(stream, [SampleRuns.Make()]);
        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(1, document.RootElement.GetProperty("schema").GetInt32());
        return document.RootElement.GetProperty("runs")[0].Clone();
    }
}
