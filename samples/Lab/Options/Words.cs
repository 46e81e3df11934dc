namespace AopKit.Samples.Lab.Options;

/// <summary>How the values of the matrix are written, on the command line, in the JSON and in the tables.</summary>
internal static class Words
{
    /// <summary><c>ReleasePage</c> becomes <c>releasePage</c>: placements, workloads and clients.</summary>
    public static string Camel<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>All values, as <see cref="Camel"/> writes them.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Camel)];

    /// <summary>Reads a value in any casing; digits are no value.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum
    {
        value = default;
        foreach (T candidate in Enum.GetValues<T>())
        {
            if (string.Equals(candidate.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        return false;
    }
}
