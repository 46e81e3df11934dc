using System.Text.Json;
using AopKit.Samples.Lab.Ledger;
using AopKit.Samples.Lab.Measures;
using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Running;

namespace AopKit.Samples.Lab.Report;

/// <summary>
/// The runs as JSON, schema 1. Names and units are part of the schema; <c>docs/protocols.md</c> explains them.
/// </summary>
internal static class JsonReport
{
    private const int Schema = 1;

    /// <summary>Writes all runs to <paramref name="stream"/>.</summary>
    public static void Write(Stream stream, IEnumerable<RunResult> runs)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteStartArray("runs");
        foreach (RunResult run in runs)
        {
            WriteRun(json, run);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, RunResult run)
    {
        json.WriteStartObject();
        WriteRow(json, run);
        WriteAttempts(json, run.Ledger);
        WriteMetadata(json, run.Ledger, run.Teardown);
        WriteMarks(json, run.Ledger.Marks);
        WriteTimes(json, run.Ledger.Attempts, run.Teardown);
        json.WriteNumber("mappingHitsAfterInodeReturn", run.Ledger.MappingHitsAfterReturn);
        json.WriteNumber("bytesReread", run.BytesReread);
        json.WriteNumber("refills", run.Ledger.Refills);
        json.WriteNumber("contentMismatches", run.ContentMismatches);
        json.WriteNumber("elapsedMs", (long)run.Elapsed.TotalMilliseconds);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, RunResult run)
    {
        json.WriteString("client", Words.Camel(run.Client));
        json.WriteString("image", run.Image);
        json.WriteString("placement", Words.Camel(run.Row.Placement));
        json.WriteString("releaseProtocol", run.Row.Protocol.ToString());
        json.WriteString("removeNotification", run.Row.Notice.ToString());
        json.WriteString("workload", Words.Camel(run.Row.Workload));
        json.WriteNumber("seed", run.Seed);
        json.WriteNumber("operations", run.Operations);
        json.WriteNumber("budgetPages", run.BudgetPages);
        json.WriteNumber("callbackUs", run.Row.CallbackMicroseconds);
    }

    private static void WriteAttempts(Utf8JsonWriter json, LedgerFigures ledger)
    {
        KeptCounts kept = ledger.Attempts.Kept;
        json.WriteNumber("reclaimAttempts", ledger.Attempts.Attempts);
        json.WriteNumber("releaseCallbacks", ledger.Attempts.ReleaseCallbacks);
        json.WriteNumber("releaseAborted", ledger.Attempts.Aborted);
        json.WriteNumber("pagesReclaimed", ledger.PagesReclaimed);
        json.WriteNumber("pagesNeverReclaimable", ledger.PagesNeverReclaimable);
        json.WriteStartObject("releasedButKept");
        json.WriteNumber("total", kept.Total);
        json.WriteNumber("alreadyPinned", kept.AlreadyPinned);
        json.WriteNumber("raced", kept.Raced);
        json.WriteNumber("dirtiedAfter", kept.DirtiedAfter);
        json.WriteNumber("notRemoving", kept.NotRemoving);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, LedgerFigures ledger, TeardownFigures teardown)
    {
        FateCounts metadata = ledger.Metadata;
        json.WriteNumber("metadataAttached", metadata.Set);
        json.WriteNumber("metadataSurvived", metadata.Survived);
        json.WriteNumber("metadataLostWhilePageStayed", metadata.LostWhilePageStayed);
        json.WriteNumber("foundWithoutMetadata", ledger.FoundWithoutMetadata);
        json.WriteNumber("metadataLostWithPage", metadata.LostWithPage);
        json.WriteNumber("metadataLostWithAddressSpace", metadata.LostWithAddressSpace);
        json.WriteNumber("metadataShrunk", metadata.Shrunk);
        json.WriteNumber("metadataDropped", metadata.Dropped);
        json.WriteNumber("metadataPending", metadata.Pending);
        json.WriteNumber("metadataRebuilt", ledger.MetadataRebuilt);
        json.WriteNumber("metadataPeakBytes", ledger.MetadataPeakBytes);
        json.WriteNumber("metadataAliveAtTeardown", teardown.MetadataAlive + teardown.MarksAlive);
    }

    private static void WriteMarks(Utf8JsonWriter json, FateCounts marks)
    {
        json.WriteNumber("marksSet", marks.Set);
        json.WriteNumber("marksSurvived", marks.Survived);
        json.WriteNumber("marksLostWhilePageStayed", marks.LostWhilePageStayed);
        json.WriteNumber("marksLostWithPage", marks.LostWithPage);
        json.WriteNumber("marksLostWithAddressSpace", marks.LostWithAddressSpace);
        json.WriteNumber("marksShrunk", marks.Shrunk);
        json.WriteNumber("marksDropped", marks.Dropped);
        json.WriteNumber("marksPending", marks.Pending);
    }

    private static void WriteTimes(Utf8JsonWriter json, AttemptFigures attempts, TeardownFigures teardown)
    {
        json.WriteStartObject("removeCallbacksPerRemovedPage");
        json.WriteNumber("min", teardown.RemoveCallbacksMin);
        json.WriteNumber("max", teardown.RemoveCallbacksMax);
        json.WriteEndObject();
        WritePercentiles(json, "removalNs", attempts.Removal, count: null, withMax: false);
        WritePercentiles(json, "callbackNs", attempts.Callback, count: null, withMax: true);
        WritePercentiles(json, "lookupStallNs", attempts.Stall, attempts.Stalls, withMax: true);
    }

    private static void WritePercentiles(
        Utf8JsonWriter json, string name, Percentiles percentiles, long? count, bool withMax)
    {
        json.WriteStartObject(name);
        if (count is not null)
        {
            json.WriteNumber("count", count.Value);
        }

        json.WriteNumber("p50", percentiles.P50);
        json.WriteNumber("p99", percentiles.P99);
        if (withMax)
        {
            json.WriteNumber("max", percentiles.Max);
        }

        json.WriteEndObject();
    }
}
