using AopKit.LifetimeBench.Reading;
using AopKit.LifetimeBench.Report;
using AopKit.LifetimeBench.Running;
using Microsoft.CodeAnalysis.CSharp;

namespace AopKit.LifetimeBench;

/// <summary>The cases are what they say, and the published result is what a run gives.</summary>
public sealed class BenchTests
{
    private const int LeastPairsOfARule = 12;

    private static readonly Lazy<IReadOnlyList<PairResult>> s_results = new(() => PairJudge.JudgeAll(CaseLibrary.All));

    public static TheoryData<string> Rules { get; } =
        [.. CaseLibrary.All.Select(pair => pair.Rule).OfType<string>().Distinct()];

    [Fact]
    public void Cases_AllOfThem_CompileButForMarkedLines() =>
        Assert.Empty(s_results.Value.SelectMany(result => result.Errors.Select(error => $"{result.Pair}: {error}")));

    [Theory, MemberData(nameof(Rules))]
    public void Rule_InSetA_HasEnoughPairs(string rule) =>
        Assert.InRange(CaseLibrary.All.Count(pair => pair.Rule == rule), LeastPairsOfARule, int.MaxValue);

    /// <summary>Names and literals taken away, no two halves of a rule may be the same.</summary>
    [Theory, MemberData(nameof(Rules))]
    public void Halves_OfARule_AreAllDifferent(string rule)
    {
        IEnumerable<string> twins = CaseLibrary.All.Where(pair => pair.Rule == rule)
            .SelectMany(pair => pair.Halves.Select(half => (Name: $"{pair} {half.Kind}", Shape: Shape(half.Text))))
            .GroupBy(half => half.Shape, half => half.Name)
            .Where(group => group.Count() > 1)
            .Select(group => string.Join(" = ", group));
        Assert.Empty(twins);
    }

    [Fact]
    public void CasesFromElsewhere_NameTheirSource() => Assert.All(
        CaseLibrary.All.Where(pair => pair.Rule is null), pair => Assert.False(string.IsNullOrEmpty(pair.Source)));

    /// <summary>Misses and false reports are published beside what was found.</summary>
    [Fact]
    public Task Report_OfAllSets_IsAsPublished()
    {
        var text = new StringWriter { NewLine = "\n" };
        BenchReport.Print(text, s_results.Value);
        return Verifier.Verify(text.ToString());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/lifetimebench.md")]
    public void Page_ShowsTheTable(string page)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "AopKit.sln")))
        {
            root = root.Parent;
        }

        var table = new StringWriter { NewLine = "\n" };
        BenchReport.PrintTable(table, "Set", BenchReport.Sets(s_results.Value));
        Assert.Contains(
            table.ToString(), File.ReadAllText(Path.Combine(root!.FullName, page)), StringComparison.Ordinal);
    }

    private static string Shape(string text) =>
        string.Join(' ', SyntaxFactory.ParseTokens(text).Select(token => token.Kind() switch
        {
            SyntaxKind.IdentifierToken => "name",
            SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken => "literal",
            _ => token.Text,
        }));
}
