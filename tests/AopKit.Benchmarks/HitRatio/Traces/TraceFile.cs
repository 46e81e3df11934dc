using System.Globalization;
using System.IO.Compression;

namespace AopKit.Benchmarks.HitRatio.Traces;

/// <summary>
/// Reads trace files, line by line: <c>.trace</c>, a decimal block number a line; and <c>.lis</c>, "start count 0
/// sequence" a line, which asks for count blocks from start. Either may be packed with gzip. In a <c>.trace</c> a line
/// <c>*</c> ends a part; the published files have such lines early on, and their other parts belong to them.
/// </summary>
internal static class TraceFile
{
    private static readonly string[] s_endings = [".trace", ".trace.gz", ".lis", ".lis.gz"];

    /// <summary>The trace files that a path names: itself, or those in a folder, in order of their names.</summary>
    /// <exception cref="TraceFormatException">There is none.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        if (File.Exists(path))
        {
            return IsTrace(path)
                ? [path]
                : throw new TraceFormatException(
                    $"{path}: not a trace by its name. It must end in {string.Join(", ", s_endings)}.");
        }

        if (!Directory.Exists(path))
        {
            throw new TraceFormatException($"{path}: there is no such file or folder.");
        }

        string[] files = [.. Directory.EnumerateFiles(path).Where(IsTrace).Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? files
            : throw new TraceFormatException(
                $"{path}: no file in this folder ends in {string.Join(", ", s_endings)}.");
    }

    /// <exception cref="TraceFormatException">The file does not hold what its name says.</exception>
    public static Trace Read(string path)
    {
        bool isRanges = path.EndsWith(".lis", StringComparison.Ordinal)
            || path.EndsWith(".lis.gz", StringComparison.Ordinal);
        using FileStream file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(content);
        string name = NameOf(path);
        return Read(reader, Path.GetFileName(path), name, isRanges);
    }

    public static Trace Read(TextReader reader, string fileName, string name, bool isRanges)
    {
        var builder = new TraceBuilder();
        long number = 0;
        try
        {
            while (reader.ReadLine() is { } line)
            {
                number++;
                ReadOnlySpan<char> text = line.AsSpan().Trim();
                bool isMark = text is "*" && !isRanges;
                if (!text.IsEmpty && !isMark)
                {
                    Add(builder, text, isRanges, $"{fileName}({number})");
                }
            }
        }
        catch (InvalidDataException exception)
        {
            throw new TraceFormatException($"{fileName}({number}): {exception.Message}");
        }

        return builder.Count > 0
            ? builder.Build(name)
            : throw new TraceFormatException($"{fileName}: it holds no request.");
    }

    private static bool IsTrace(string path) =>
        s_endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal));

    private static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        string ending = s_endings.Where(end => name.EndsWith(end, StringComparison.Ordinal)).MaxBy(end => end.Length)!;
        return name[..^ending.Length];
    }

    private static void Add(TraceBuilder builder, ReadOnlySpan<char> text, bool isRanges, string place)
    {
        long count = 1;
        ReadOnlySpan<char> first = text;
        if (isRanges)
        {
            Span<Range> words = stackalloc Range[5];
            const StringSplitOptions Options = StringSplitOptions.RemoveEmptyEntries;
            if (text.SplitAny(words, " \t", Options) != 4 || !TryParse(text[words[1]], out count) || count < 1)
            {
                throw new TraceFormatException(
                    $"{place}: '{Shorten(text)}' is not \"start count 0 sequence\" with a count of 1 or more.");
            }

            first = text[words[0]];
        }

        if (!TryParse(first, out long block) || block > long.MaxValue - count)
        {
            throw new TraceFormatException(
                $"{place}: '{Shorten(text)}' is not a block number from 0 to {long.MaxValue - 1}.");
        }

        if (count > TraceBuilder.MaxRequests - builder.Count)
        {
            throw new TraceFormatException($"{place}: more than {TraceBuilder.MaxRequests} requests; cut the trace.");
        }

        for (long next = block; next < block + count; next++)
        {
            builder.Add(next);
        }
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";
}
