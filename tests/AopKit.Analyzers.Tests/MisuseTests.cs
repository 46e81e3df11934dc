using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Tests;

/// <summary>samples/Misuse: one small file per rule that breaks it, and what a user is told about each.</summary>
public sealed class MisuseTests
{
    private static readonly string s_folder =
        Path.GetFullPath(Path.Combine(RulePage.Folder, "..", "..", "samples", "Misuse"));

    [Fact]
    public async Task Samples_BreakEveryRuleOnce()
    {
        IReadOnlyList<Diagnostic> told = await Diagnose();

        // A hidden diagnostic speaks of the analysis, not of code that is wrong.
        Assert.Equal(
            AllRules.Descriptors.Where(rule => rule.DefaultSeverity != DiagnosticSeverity.Hidden)
                .Select(rule => rule.Id),
            told.Select(diagnostic => diagnostic.Id).Order());
        Assert.Equal(told.Count, told.Select(FileOf).Distinct().Count());
        Assert.All(told, diagnostic => Assert.Contains(
            $"// {diagnostic.Id}: ", File.ReadAllText(Path.Combine(s_folder, FileOf(diagnostic))),
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Samples_AllOfThem_AreToldAs()
    {
        IEnumerable<string> lines = (await Diagnose()).OrderBy(diagnostic => diagnostic.Id).Select(Show);
        await Verifier.Verify(string.Join('\n', lines) + "\n");
    }

    private static async Task<IReadOnlyList<Diagnostic>> Diagnose()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Misuse",
            Directory.EnumerateFiles(s_folder, "*.cs").Order(StringComparer.Ordinal).Select(
                path => CSharpSyntaxTree.ParseText(
                File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Preview), Path.GetFileName(path))),
            TestReferences.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(
            compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return await compilation.WithAnalyzers(AllRules.Analyzers).GetAnalyzerDiagnosticsAsync();
    }

    private static string FileOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path;

    private static string Show(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        string place = $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})";
        string severity = diagnostic.Severity.ToString().ToLowerInvariant();
        return $"{place}: {severity} {diagnostic.Id}: {diagnostic.GetMessage()}";
    }
}
