using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Tests;

/// <summary>
/// Keeps docs/rules and the release files true: they say what the descriptors say, and their examples do what they
/// claim.
/// </summary>
public sealed class RulePageTests
{
    private const string Preamble =
        """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using AopKit;
        using AopKit.Lifetimes;

        sealed class TreeNode
        {
            public long Key;

            public bool InUse;

            public void Touch() { }
        }

        """;

    private static readonly string[] s_sections =
        ["Why it matters", "Flagged", "Corrected", "Fix", "Configuration", "What it does not see"];

    // It speaks of the analysis: what it is told of is too long to be shown on a page.
    private const string AboutTheAnalysis = "AOP9001";

    public static TheoryData<string> Ids { get; } =
        [.. RulePage.All().Select(page => page.Id).Where(id => id != AboutTheAnalysis).Order()];

    [Fact]
    public void Pages_AndRules_AreTheSame() => Assert.Equal(
        AllRules.Descriptors.Select(descriptor => descriptor.Id),
        RulePage.All().Select(page => page.Id).Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_SaysWhatTheDescriptorSays(string id)
    {
        RulePage page = Page(id);
        DiagnosticDescriptor descriptor = AllRules.Descriptors.Single(descriptor => descriptor.Id == id);
        Assert.Equal($"# {id}: {descriptor.Title}", page.Title);
        Assert.Equal(descriptor.DefaultSeverity.ToString(), page.Row("Severity"));
        Assert.Equal(descriptor.Category, page.Row("Category"));
        Assert.Equal(descriptor.IsEnabledByDefault ? "yes" : "no", page.Row("Enabled by default"));
        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.All(s_sections, section => Assert.False(string.IsNullOrWhiteSpace(page.Section(section)), section));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Page_ExamplesDoWhatTheyClaim(string id)
    {
        RulePage page = Page(id);
        Assert.Contains(await Diagnose(page.Example("Flagged")!), diagnostic => diagnostic.Id == id);
        Assert.Empty(await Diagnose(page.Example("Corrected")!));
    }

    [Fact]
    public void ReleaseFiles_ListEveryRule()
    {
        string folder = Path.Combine(RulePage.Folder, "..", "..", "analyzers", "AopKit.Analyzers");
        string[] rows = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => File.ReadLines(Path.Combine(folder, file)))
            .Where(line => line.StartsWith("AOP", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            AllRules.Descriptors.Select(
                descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity}"),
            rows.Select(row => string.Join(" | ", row.Split('|').Take(3).Select(cell => cell.Trim()))).Order());
    }

    private static RulePage Page(string id) => RulePage.All().Single(page => page.Id == id);

    private static async Task<IReadOnlyList<Diagnostic>> Diagnose(string example)
    {
        string types = example.Contains("class ") ? example
            : $"sealed class Example(AddressSpace<TreeNode> tree)\n{{\n{example}\n}}\n";
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Page",
            [CSharpSyntaxTree.ParseText(Preamble + types, new CSharpParseOptions(LanguageVersion.Preview))],
            TestReferences.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(
            compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return await compilation.WithAnalyzers(AllRules.Analyzers).GetAnalyzerDiagnosticsAsync();
    }
}
