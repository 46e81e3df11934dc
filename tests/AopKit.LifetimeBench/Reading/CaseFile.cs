namespace AopKit.LifetimeBench.Reading;

/// <summary>
/// Reads a file of cases. Lines that begin with four slashes divide it: <c>//// pair NAME</c> begins a pair (left out
/// in a file of one), <c>//// bad</c>, <c>//// clean</c> and <c>//// near-miss</c> begin its halves. Comment lines above
/// the first of them say where the bug is from.
/// </summary>
internal static class CaseFile
{
    private const string Divider = "////";
    private const string PairWord = "pair ";
    private const string SourceWord = "// source:";

    /// <summary>Reads one file.</summary>
    /// <param name="path"><c>Cases/SET/…</c>; in set A the folder below is the rule.</param>
    /// <param name="text">The file.</param>
    /// <exception cref="FormatException">Names the file, the line and what is wrong there.</exception>
    public static IReadOnlyList<CasePair> Read(string path, string text)
    {
        string[] folders = path.Split('/');
        string set = folders[1];
        string file = Path.GetFileNameWithoutExtension(path);
        string? rule = set == "A" ? folders[2] : null;
        string? source = null;
        List<CasePair> pairs = [];
        List<CaseHalf> halves = [];
        string? name = null;
        HalfKind? kind = null;
        List<string> lines = [];

        string[] all = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < all.Length; i++)
        {
            string line = all[i];
            if (!line.StartsWith(Divider, StringComparison.Ordinal))
            {
                lines.Add(line);
                source ??= kind is null && line.StartsWith(SourceWord, StringComparison.Ordinal)
                    ? line[SourceWord.Length..].Trim()
                    : null;
                continue;
            }

            EndHalf();
            string word = line[Divider.Length..].Trim();
            if (word.StartsWith(PairWord, StringComparison.Ordinal))
            {
                EndPair(i);
                name = word[PairWord.Length..].Trim();
                continue;
            }

            kind = word switch
            {
                "bad" => HalfKind.Bad,
                "clean" => HalfKind.Clean,
                "near-miss" => HalfKind.NearMiss,
                _ => throw new FormatException(
                    $"{path}({i + 1}): '{word}' divides nothing; write pair NAME, bad, clean or near-miss."),
            };
        }

        EndHalf();
        EndPair(all.Length);
        return pairs;

        void EndHalf()
        {
            if (kind is { } half)
            {
                halves.Add(new CaseHalf(half, string.Join('\n', lines).Trim('\n') + "\n"));
            }

            kind = null;
            lines.Clear();
        }

        void EndPair(int line)
        {
            if (halves.Count == 0)
            {
                return;
            }

            string id = set != "A" ? file.Split('-')[0] : $"{rule}/{file}" + (name is null ? "" : $"/{name}");
            var pair = new CasePair(set, id, rule, source, [.. halves]);
            Check(pair, path, line);
            pairs.Add(pair);
            halves.Clear();
        }
    }

    private static void Check(CasePair pair, string path, int line)
    {
        if (pair.Halves.Count(half => half.Kind == HalfKind.Bad) != 1
            || pair.Halves.Count(half => half.Kind == HalfKind.Clean) != 1)
        {
            throw new FormatException($"{path}({line}): {pair.Id} must have one bad half and one clean half.");
        }

        if (!pair.Bad.Text.Contains(CaseHalf.Mark, StringComparison.Ordinal))
        {
            throw new FormatException($"{path}({line}): no line of {pair.Id}'s bad half ends with '{CaseHalf.Mark}'.");
        }

        if (pair.Silent.Any(half => half.Text.Contains(CaseHalf.Mark, StringComparison.Ordinal)))
        {
            throw new FormatException($"{path}({line}): a half of {pair.Id} that is right has a line marked as a bug.");
        }
    }
}
