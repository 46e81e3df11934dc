using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AopKit.Analyzers.Tests.Testing;

/// <summary>
/// Runs an analyzer over a case and compares with the markup: nothing more, nothing less may be reported.
/// </summary>
internal static class Verify
{
    public static Task FlowRules(string source) => Analyzer<LifetimeFlowAnalyzer>(source);

    public static async Task Analyzer<TAnalyzer>(
        string source, string? config = null, params DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> test = new()
        {
            TestCode = CaseSource.Complete(source),
            ReferenceAssemblies = TestReferences.None,
            CompilerDiagnostics = source.Contains("// broken") ? CompilerDiagnostics.None : CompilerDiagnostics.Errors,
        };
        test.ExpectedDiagnostics.AddRange(expected);
        Prepare(test, config);
        await test.RunAsync();
    }

    public static void Prepare<TVerifier>(AnalyzerTest<TVerifier> test, string? config = null)
        where TVerifier : IVerifier, new()
    {
        test.TestState.AdditionalReferences.AddRange(TestReferences.All);
        test.SolutionTransforms.Add((solution, id) => solution
            .WithProjectParseOptions(id, new CSharpParseOptions(LanguageVersion.Preview))
            .WithProjectCompilationOptions(id, new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable)));
        if (config is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\n" + config + "\n"));
        }
    }
}
