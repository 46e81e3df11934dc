using System.Text.RegularExpressions;

namespace AopKit.Analyzers.Tests.Testing;

/// <summary>One page of docs/rules, taken apart.</summary>
internal sealed partial class RulePage(string id, string text)
{
    public string Id { get; } = id;

    public string Title { get; } = text.Split('\n')[0];

    public static string Folder { get; } = FindFolder();

    public static IEnumerable<RulePage> All() => Directory.EnumerateFiles(Folder, "AOP*.md")
        .Select(path => new RulePage(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)));

    /// <summary>
    /// The text below a heading of the second level, up to the next one; null if there is no such heading.
    /// </summary>
    public string? Section(string heading)
    {
        string[] parts = text.Split("\n## ");
        return parts.FirstOrDefault(
            part => part.StartsWith(heading + "\n", StringComparison.Ordinal))?[heading.Length..].Trim();
    }

    /// <summary>A row of the table at the top.</summary>
    public string? Row(string name) =>
        Regex.Match(text, $@"^\| {name} \| (.*) \|$", RegexOptions.Multiline) is { Success: true } match
        ? match.Groups[1].Value
        : null;

    /// <summary>The example below a heading.</summary>
    public string? Example(string heading) => Section(heading) is { } section
        && CodeBlock().Match(section) is { Success: true } match
        ? match.Groups[1].Value
        : null;

    public override string ToString() => Id;

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    private static string FindFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "docs", "rules")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("docs/rules"), "docs", "rules");
    }
}
