using System.Reflection;
using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Tests.KernelBugs;

/// <summary>
/// Proves each row of docs/kernel-bugs.md: the buggy version is caught by what the row says, and nothing else is.
/// </summary>
public sealed class KernelBugTests
{
    private const int LeastByAnalyzer = 7;

    private static readonly IReadOnlyList<KernelBug> s_bugs =
    [
        K01_DefragMarkEndsInRelease.Bug, K02_ReleaseOfDirtyPage.Bug, K03_MigrationLeavesMetadata.Bug,
        K04_StartTakenForWholePage.Bug, K05_BufferFreedUnderReader.Bug, K06_CachedMetadata.Bug,
        K07_NamesLeftBehind.Bug, K08_ReplaceForgetsTheNotice.Bug, K09_MetadataSetBare.Bug,
        K10_WritebackInsideRelease.Bug, K11_ShrinkerTakesAllocatorsLock.Bug, K12_ShrinkerCountsWhatItKeeps.Bug,
    ];

    public static TheoryData<string> Ids { get; } = [.. s_bugs.Select(bug => bug.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task BuggyVersion_IsCaughtByWhatTheTableSays(string id)
    {
        KernelBug bug = Find(id);
        CSharpCompilation compilation = Compile(bug.Buggy);
        switch (bug.Catcher)
        {
            case Catcher.TypeSystem:
                Assert.Equal([bug.Evidence], Errors(compilation));
                break;
            case Catcher.Analyzer:
                Assert.Empty(Errors(compilation));
                Assert.Equal([bug.Evidence], await Rules(compilation));
                break;
            default:
                Assert.Empty(Errors(compilation));
                Assert.Empty(await Rules(compilation));
                Assert.True(Run(compilation) > 0, $"The run counts no {bug.Evidence}.");
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public Task FixedVersion_IsClean(string id) => AssertClean(Find(id), Find(id).Fixed);

    [Theory]
    [MemberData(nameof(Ids))]
    public Task NearMiss_IsClean(string id) => AssertClean(Find(id), Find(id).NearMiss);

    [Fact]
    public void Analyzer_CatchesSevenAndTheBugOfTheMail()
    {
        Assert.True(s_bugs.Count(bug => bug.Catcher == Catcher.Analyzer) >= LeastByAnalyzer);
        Assert.Equal((Catcher.Analyzer, "AOP4005"), (Find("K01").Catcher, Find("K01").Evidence));
    }

    [Fact]
    public void Page_ShowsTheTable()
    {
        string page = File.ReadAllText(Path.Combine(RulePage.Folder, "..", "kernel-bugs.md"));
        Assert.Contains(string.Join('\n', s_bugs.Select(Row)), page, StringComparison.Ordinal);
    }

    private static string Row(KernelBug bug) => $"| {bug.Id} | {bug.Source} | {bug.Story} | {Caught(bug)} |";

    private static string Caught(KernelBug bug) => bug.Catcher switch
    {
        Catcher.TypeSystem => $"the compiler: {bug.Evidence}",
        Catcher.Analyzer => $"[{bug.Evidence}](rules/{bug.Evidence}.md)",
        _ => $"a run over the engine: {bug.Evidence}",
    };

    private static KernelBug Find(string id) => s_bugs.Single(bug => bug.Id == id);

    private static async Task AssertClean(KernelBug bug, string version)
    {
        CSharpCompilation compilation = Compile(version);
        Assert.Empty(Errors(compilation));
        Assert.Empty(await Rules(compilation));
        if (bug.Catcher == Catcher.EngineTest)
        {
            Assert.Equal(0, Run(compilation));
        }
    }

    private static CSharpCompilation Compile(string version) => CSharpCompilation.Create(
        "Version" + Guid.NewGuid().ToString("N"),
        [CSharpSyntaxTree.ParseText(KernelBug.Complete(version), new CSharpParseOptions(LanguageVersion.Preview))],
        [.. TestReferences.All, MetadataReference.CreateFromFile(typeof(PageCache).Assembly.Location)],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static IEnumerable<string> Errors(CSharpCompilation compilation) => compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id);

    private static async Task<IEnumerable<string>> Rules(CSharpCompilation compilation) =>
        (await compilation.WithAnalyzers(AllRules.Analyzers).GetAnalyzerDiagnosticsAsync())
        .Select(diagnostic => diagnostic.Id);

    // What the version's own Scenario counts: promises that were not kept.
    private static long Run(CSharpCompilation compilation)
    {
        using MemoryStream image = new();
        Assert.True(compilation.Emit(image).Success);
        MethodInfo run = Assembly.Load(image.ToArray()).GetType("Scenario")!.GetMethod("Run")!;
        return (long)run.Invoke(null, null)!;
    }
}
