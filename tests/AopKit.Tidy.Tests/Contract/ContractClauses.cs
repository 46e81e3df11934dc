using System.Text.RegularExpressions;

namespace AopKit.Tidy.Tests.Contract;

/// <summary>
/// The clauses of <c>docs/contract.md</c> (E: the engine's half, C: the client's), and who names them.
/// </summary>
internal static partial class ContractClauses
{
    private const string Page = "docs/contract.md";

    /// <summary>The ids that the contract defines: each begins an item of a list, in bold.</summary>
    public static IReadOnlySet<string> Defined { get; } =
        Definition().Matches(File.ReadAllText(Path.Combine(Repository.Root, Page)))
            .Select(match => match.Groups["id"].Value).ToHashSet();

    /// <summary>
    /// The ids named in a text: on their own, or as a part of a name (<c>E2_Unlink_…</c>, or <c>E02_…</c> for files
    /// that are to be listed in order).
    /// </summary>
    public static IEnumerable<string> NamedIn(string text) =>
        Mention().Matches(text).Select(match => $"{match.Value[0]}{int.Parse(match.Value[1..])}");

    /// <summary>Each mention of an id that the contract does not define.</summary>
    public static IEnumerable<string> Unknown(SourceFile source) =>
        from line in source.Lines.Select((text, i) => (text, number: i + 1))
        from id in NamedIn(line.text)
        where !Defined.Contains(id)
        select $"{source.Path}({line.number}): {id}";

    /// <summary>The pages of the repository, as files with lines.</summary>
    public static IEnumerable<SourceFile> Pages =>
        from page in Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
        select new SourceFile(Path.GetRelativePath(Repository.Root, page).Replace('\\', '/'), File.ReadAllText(page));

    [GeneratedRegex(@"^[-*|] *\*\*(?<id>[EC]\d+)\*\*", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[EC]\d{1,2}(?![A-Za-z0-9])")]
    private static partial Regex Mention();
}
