using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Report;

namespace AopKit.Samples.Tests.Lab.Report;

public sealed class HtmlReportTests
{
    [Fact]
    public void Of_NeedsNothingFromElsewhere()
    {
        string page = Page();

        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_IsWellFormedFromBodyToEnd()
    {
        string page = Page();
        string body = page[page.IndexOf("<body>", StringComparison.Ordinal)..]
            .Replace("</html>", "", StringComparison.Ordinal);

        System.Xml.Linq.XElement parsed = System.Xml.Linq.XElement.Parse(body);

        Assert.NotEmpty(parsed.Descendants("svg"));
    }

    [Fact]
    public void Bar_WithMarkupInItsLabel_IsEscaped()
    {
        string chart = BarChart.Draw("a < b", ["x & y"], [new Bar("<i>", [1, 2], "\"q\"")]);

        System.Xml.Linq.XElement parsed = System.Xml.Linq.XElement.Parse(chart);

        Assert.Contains(parsed.Descendants("text"), static text => text.Value == "<i>");
    }

    private static string Page()
    {
        IReadOnlyList<RowSummary> rows = RowSummary.Of(
        [
            SampleRuns.Make(),
            SampleRuns.Make(seed: 2, lost: 9),
            SampleRuns.Make(ReleaseProtocol.Frozen, lost: 0, callback: 100),
            SampleRuns.Make(workload: WorkloadKind.Normal, lost: 1),
        ]);
        return HtmlReport.Of("4 runs", VerdictWriter.Write(rows, null), rows);
    }
}
