using System.Text;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Report;

/// <summary>The report as one page that needs no other file and no network.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:1180px;padding:0 1em;color:#222}
        h1{font-size:1.5em}h2{margin-top:2em;font-size:1.2em;border-bottom:1px solid #ccc}
        table{border-collapse:collapse;font-size:12px}th,td{padding:2px 8px;text-align:left;white-space:pre-line}
        tr:nth-child(even){background:#f4f4f4}th{border-bottom:2px solid #888;vertical-align:bottom}
        figure{margin:1.5em 0}figcaption{font-weight:600}svg{width:100%;height:auto}
        svg text{font:12px system-ui,sans-serif}
        .wide{overflow-x:auto}li{margin:.4em 0}.differs{color:#a30}
        """;

    /// <summary>The page for <paramref name="rows"/>.</summary>
    public static string Of(string setting, Verdict verdict, IReadOnlyList<RowSummary> rows)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
        page.Append("<title>AopKit: what a page cache loses when it lets go</title>\n");
        page.Append($"<style>{Style}</style></head><body>\n");
        page.Append("<h1>What a page cache loses when it lets go</h1>\n");
        page.Append($"<p>{SvgText.Escape(setting)}</p>\n<h2>Verdict</h2>\n<ol>\n");
        AppendItems(page, verdict.Sentences, "");
        page.Append("</ol>\n<h2>What was expected, and what was measured</h2>\n<ul>\n");
        AppendItems(page, verdict.Confirmed, "");
        AppendItems(page, verdict.Differences, " class=\"differs\"");
        page.Append("</ul>\n");
        foreach (IGrouping<ClientKind, RowSummary> client in rows.GroupBy(static row => row.Client))
        {
            AppendClient(page, client.Key, [.. client]);
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static void AppendItems(StringBuilder page, IEnumerable<string> items, string attributes)
    {
        foreach (string item in items)
        {
            page.Append($"<li{attributes}>{SvgText.Escape(item)}</li>\n");
        }
    }

    private static void AppendClient(StringBuilder page, ClientKind client, IReadOnlyList<RowSummary> rows)
    {
        page.Append($"<h2>{Words.Camel(client)} on {SvgText.Escape(rows[0].Runs[0].Image)}</h2>\n");
        foreach (string chart in Charts.Of(rows))
        {
            page.Append(chart);
        }

        page.Append("<div class=\"wide\"><table><thead><tr>");
        foreach (string heading in ClientTable.Headings)
        {
            page.Append($"<th>{SvgText.Escape(heading)}</th>");
        }

        page.Append("</tr></thead><tbody>\n");
        foreach (IGrouping<string, RowSummary> group in ClientTable.Groups(rows))
        {
            AppendGroup(page, group);
        }

        page.Append("</tbody></table></div>\n");
    }

    private static void AppendGroup(StringBuilder page, IGrouping<string, RowSummary> group)
    {
        page.Append($"<tr><th colspan=\"{ClientTable.Headings.Count()}\">{SvgText.Escape(group.Key)}</th></tr>\n");
        foreach (RowSummary row in group)
        {
            page.Append("<tr>");
            foreach (string cell in ClientTable.Cells(row))
            {
                page.Append($"<td>{SvgText.Escape(cell)}</td>");
            }

            page.Append("</tr>\n");
        }
    }
}
