using System.Text.Json;
using AopKit.Benchmarks.Peers.Machine;
using AopKit.Benchmarks.Peers.Reporting;

namespace AopKit.Tests.Peers;

/// <summary>What programs find in a report: always the same keys.</summary>
public sealed class ReportJsonTests
{
    private static readonly MachineFacts s_machine =
        new("a processor", 2, true, "separate cores", "always", "a system", "a runtime", "Release", "0123456");

    [Fact]
    public void Report_OfAnEmptyRun_HasEveryKeyAndNoFigure()
    {
        JsonElement json = Write(new Report());
        Assert.Equal(1, json.GetProperty("schema").GetInt32());
        Assert.Equal(
            ["pinnedLookupVsConcurrentLru", "pinnedLookupVsMemoryCache", "optimistic8BVsRandomAccess64B",
             "copy4KVsRandomAccess4K", "optimisticVsPinnedHotPage2Threads", "evictWithCallbacksVsConcurrentLru",
             "callbackOverheadPercent", "inPlaceVsMmap"],
            Keys(json.GetProperty("ratios")));
        Assert.Equal(
            ["allocatedPerHit", "allocatedPerMiss", "allocatedPerEvict", "metadataPerPage", "perEmptyAddressSpace"],
            Keys(json.GetProperty("bytes")));
        Assert.All(json.GetProperty("ratios").EnumerateObject(), static one => Assert.True(IsNull(one)));
        Assert.Empty(json.GetProperty("rows").EnumerateArray());
        Assert.Equal("0123456", json.GetProperty("machine").GetProperty("commit").GetString());
    }

    [Fact]
    public void Report_OfARun_HasItsFiguresAndItsRowsInOrder()
    {
        var report = new Report();
        report.SetRatio(ReportKeys.InPlaceVsMmap, 0.123456);
        report.SetBytes(ReportKeys.MetadataPerPage, 48);
        report.Add(new Row("group", "first", "ns/op", 12.5, 3, "a note"));
        report.Add(new Row("group", "left out", "", double.NaN));
        JsonElement json = Write(report);
        Assert.Equal(0.1235, json.GetProperty("ratios").GetProperty("inPlaceVsMmap").GetDouble());
        Assert.Equal(48, json.GetProperty("bytes").GetProperty("metadataPerPage").GetDouble());
        JsonElement[] rows = [.. json.GetProperty("rows").EnumerateArray()];
        Assert.Equal(["first", "left out"], rows.Select(static row => row.GetProperty("name").GetString()));
        Assert.Equal(12.5, rows[0].GetProperty("value").GetDouble());
        Assert.Equal("a note", rows[0].GetProperty("note").GetString());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("value").ValueKind);
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("spreadPercent").ValueKind);
    }

    [Fact]
    public void Report_FigureUnderAnUnknownName_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Report().SetRatio(ReportKeys.MetadataPerPage, 1));

    [Theory]
    [InlineData("0-1", 1, true)]
    [InlineData("0,2", 1, false)]
    [InlineData("0,2", 2, true)]
    [InlineData("0", 1, false)]
    [InlineData("4-7,12-15", 13, true)]
    public void SiblingsOfAProcessor_AsTheSystemWritesThem_AreUnderstood(string list, int processor, bool expected) =>
        Assert.Equal(expected, MachineFacts.Holds(list, processor));

    private static bool IsNull(JsonProperty property) => property.Value.ValueKind == JsonValueKind.Null;

    private static IEnumerable<string> Keys(JsonElement element) =>
        element.EnumerateObject().Select(static property => property.Name);

    private static JsonElement Write(Report report)
    {
        using var stream = new MemoryStream();
        ReportJson.Write(stream, report, s_machine);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
