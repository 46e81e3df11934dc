namespace AopKit.LifetimeBench.Reading;

/// <summary>
/// Reads a file of cases. Lines that begin with four slashes divide it: <c>//// pair NAME</c> begins a pair (left out
/// in a file of one), <c>//// bad</c>, <c>//// clean</c> and <c>//// near-miss</c> begin its halves. Comment lines
/// above the first of them say where the bug is from.
/// </summary>
internal sealed class CaseFile
{
    private const string Divider = "////";
    private const string PairWord = "pair ";
    private const string SourceWord = "// source:";

    private readonly string _path;
    private readonly string _set;
    private readonly string _file;
    private readonly List<CasePair> _pairs = [];
    private readonly List<CaseHalf> _halves = [];
    private readonly List<string> _lines = [];
    private string? _source;
    private string? _name;
    private HalfKind? _kind;

    private CaseFile(string path)
    {
        _path = path;
        _set = path.Split('/')[1];
        _file = Path.GetFileNameWithoutExtension(path);
        Rule = _set == "A" ? path.Split('/')[2] : null;
    }

    private string? Rule { get; }

    /// <summary>Reads one file.</summary>
    /// <param name="path"><c>Cases/SET/…</c>; in set A the folder below is the rule.</param>
    /// <param name="text">The file.</param>
    /// <exception cref="FormatException">Names the file, the line and what is wrong there.</exception>
    public static IReadOnlyList<CasePair> Read(string path, string text)
    {
        var file = new CaseFile(path);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            file.Add(lines[i], i + 1);
        }

        file.EndHalf();
        file.EndPair(lines.Length);
        return file._pairs;
    }

    private void Add(string line, int number)
    {
        if (!line.StartsWith(Divider, StringComparison.Ordinal))
        {
            _lines.Add(line);
            if (_kind is null && line.StartsWith(SourceWord, StringComparison.Ordinal))
            {
                _source = line[SourceWord.Length..].Trim();
            }

            return;
        }

        EndHalf();
        string word = line[Divider.Length..].Trim();
        if (word.StartsWith(PairWord, StringComparison.Ordinal))
        {
            EndPair(number);
            _name = word[PairWord.Length..].Trim();
            return;
        }

        _kind = word switch
        {
            "bad" => HalfKind.Bad,
            "clean" => HalfKind.Clean,
            "near-miss" => HalfKind.NearMiss,
            _ => throw new FormatException(
                $"{_path}({number}): '{word}' divides nothing; write pair NAME, bad, clean or near-miss."),
        };
    }

    private void EndHalf()
    {
        if (_kind is { } kind)
        {
            _halves.Add(new CaseHalf(kind, string.Join('\n', _lines).Trim('\n') + "\n"));
        }

        _kind = null;
        _lines.Clear();
    }

    private void EndPair(int line)
    {
        if (_halves.Count == 0)
        {
            return;
        }

        string id = Rule is null ? _file.Split('-')[0] : $"{Rule}/{_file}" + (_name is null ? "" : $"/{_name}");
        var pair = new CasePair(_set, id, Rule, _source, [.. _halves]);
        Check(pair, _path, line);
        _pairs.Add(pair);
        _halves.Clear();
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
