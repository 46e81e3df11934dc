using System.Text.RegularExpressions;

namespace AopKit.Tidy.Tests.Shape;

/// <summary>
/// Words that announce unfinished work, and waiting by the clock where a test should wait for an event.
/// </summary>
internal static partial class Leftovers
{
    public static IEnumerable<string> In(SourceFile source) =>
        from line in source.Lines.Select((text, i) => (text, number: i + 1))
        let word = Word().Match(line.text)
        where word.Success
        select $"{source.Path}({line.number}): {word.Value}";

    // The brackets keep this file from reporting itself.
    [GeneratedRegex(@"\b(TOD[O]|FIXM[E]|HAC[K]|NotImplemente[d]Exception|Thread\.Slee[p])\b")]
    private static partial Regex Word();
}
