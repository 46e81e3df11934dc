using System.Text;

namespace AopKit.Samples.Lab.Report;

/// <summary>One bar of a chart: parts of it, from left to right.</summary>
/// <param name="Label">What stands before it.</param>
/// <param name="Parts">One number for each name of the chart's legend.</param>
/// <param name="Note">What stands behind it.</param>
internal sealed record Bar(string Label, IReadOnlyList<double> Parts, string Note);

/// <summary>Horizontal bars as inline SVG, drawn here so that the page needs nothing from elsewhere.</summary>
internal static class BarChart
{
    private const int LabelWidth = 250;
    private const int BarWidth = 480;
    private const int NoteWidth = 190;
    private const int LineHeight = 22;
    private const int Top = 30;

    private static readonly string[] s_colours =
        ["#4477aa", "#cc3311", "#ee9944", "#aa77aa", "#bbaa33", "#999999", "#dddddd"];

    /// <summary>Draws <paramref name="bars"/>; all share one scale.</summary>
    public static string Draw(string title, IReadOnlyList<string> legend, IReadOnlyList<Bar> bars)
    {
        double scale = bars.Select(static bar => bar.Parts.Sum()).DefaultIfEmpty().Max();
        int height = Top + bars.Count * LineHeight + 8;
        var svg = new StringBuilder();
        svg.Append($"<figure><figcaption>{SvgText.Escape(title)}</figcaption>\n");
        svg.Append($"<svg viewBox=\"0 0 {LabelWidth + BarWidth + NoteWidth} {height}\" role=\"img\" ");
        svg.Append($"aria-label=\"{SvgText.Escape(title)}\">\n");
        DrawLegend(svg, legend);
        for (int line = 0; line < bars.Count; line++)
        {
            DrawBar(svg, bars[line], Top + line * LineHeight, scale);
        }

        return svg.Append("</svg></figure>\n").ToString();
    }

    private static void DrawLegend(StringBuilder svg, IReadOnlyList<string> legend)
    {
        const int CharacterWidth = 7;
        int x = 0;
        for (int part = 0; part < legend.Count; part++)
        {
            svg.Append($"<rect x=\"{x}\" y=\"4\" width=\"11\" height=\"11\" fill=\"{s_colours[part]}\"/>");
            svg.Append($"<text x=\"{x + 15}\" y=\"14\">{SvgText.Escape(legend[part])}</text>\n");
            x += 30 + legend[part].Length * CharacterWidth;
        }
    }

    private static void DrawBar(StringBuilder svg, Bar bar, int y, double scale)
    {
        svg.Append($"<text x=\"{LabelWidth - 8}\" y=\"{y + 14}\" text-anchor=\"end\">");
        svg.Append($"{SvgText.Escape(bar.Label)}</text>");
        double x = LabelWidth;
        for (int part = 0; part < bar.Parts.Count; part++)
        {
            double width = scale > 0 ? bar.Parts[part] / scale * BarWidth : 0;
            svg.Append($"<rect x=\"{SvgText.At(x)}\" y=\"{y + 3}\" width=\"{SvgText.At(width)}\" ");
            svg.Append($"height=\"{LineHeight - 7}\" fill=\"{s_colours[part]}\"/>");
            x += width;
        }

        svg.Append($"<text x=\"{SvgText.At(x + 6)}\" y=\"{y + 14}\">{SvgText.Escape(bar.Note)}</text>\n");
    }
}
