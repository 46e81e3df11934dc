using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AopKit.LifetimeBench.Running;

/// <summary>Compiles a half by itself, against everything that this program references.</summary>
internal static class CaseCompiler
{
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("AopKit.LifetimeBench", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.CSharp14);

    private static readonly CSharpCompilationOptions s_library = new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    public static CSharpCompilation Compile(string file) =>
        CSharpCompilation.Create("Case", [CSharpSyntaxTree.ParseText(file, s_parsing)], s_references, s_library);

    /// <summary>The compiler's errors.</summary>
    public static IEnumerable<Diagnostic> Errors(CSharpCompilation compilation) =>
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
