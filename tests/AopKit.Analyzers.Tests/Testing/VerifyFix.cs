using AopKit.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AopKit.Analyzers.Tests.Testing;

/// <summary>
/// Applies a fix to each diagnostic in turn and then to all at once; both must end in the same, clean text.
/// </summary>
internal static class VerifyFix
{
    public static Task Changes<TFix>(string before, string after, string? key = null)
        where TFix : AopCodeFix, new() => Changes<LifetimeFlowAnalyzer, TFix>(before, after, key);

    public static async Task Changes<TAnalyzer, TFix>(string before, string after, string? key = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : AopCodeFix, new()
    {
        CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> test = new()
        {
            TestCode = CaseSource.Complete(before),
            FixedCode = CaseSource.Complete(after),
            ReferenceAssemblies = TestReferences.None,
            CodeActionEquivalenceKey = key,
        };
        Verify.Prepare(test);
        await test.RunAsync();
    }

    /// <summary>The diagnostics stay, because no fix may be offered.</summary>
    public static Task OffersNothing<TFix>(string source)
        where TFix : AopCodeFix, new() => Changes<TFix>(source, source);

    public static Task OffersNothing<TAnalyzer, TFix>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : AopCodeFix, new() => Changes<TAnalyzer, TFix>(source, source);
}
