using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace VerifyXunit;

/// <summary>
/// The difference of two texts for a reader: changed lines with the lines around them, the rest left out.
/// </summary>
internal static class SnapshotDiff
{
    /// <summary>How many unchanged lines are shown before and after a change.</summary>
    private const int ContextLines = 3;

    /// <summary>No more lines than a terminal scrolls back; the files hold the rest.</summary>
    private const int MaximumLines = 200;

    public static string Render(string verified, string received)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(verified, received, ignoreWhiteSpace: false).Lines;
        int[] changed = [.. Enumerable.Range(0, lines.Count).Where(i => lines[i].Type != ChangeType.Unchanged)];
        if (changed.Length == 0)
        {
            return "(the texts differ only in newlines at the end)";
        }

        int[] shown =
        [
            .. changed.SelectMany(i => Enumerable.Range(i - ContextLines, (2 * ContextLines) + 1))
                .Where(i => i >= 0 && i < lines.Count).Distinct().Order(),
        ];
        var text = new StringBuilder();
        int previous = -1;
        foreach (int i in shown.Take(MaximumLines))
        {
            text.Append(i == previous + 1 ? "" : "  ...\n").Append(Mark(lines[i])).Append(lines[i].Text).Append('\n');
            previous = i;
        }

        return text.Append(shown.Length > MaximumLines ? $"  ... {shown.Length - MaximumLines} more lines" : "")
            .ToString().TrimEnd('\n');
    }

    private static string Mark(DiffPiece line) => line.Type switch
    {
        ChangeType.Deleted => "- ",
        ChangeType.Inserted => "+ ",
        _ => "  ",
    };
}
