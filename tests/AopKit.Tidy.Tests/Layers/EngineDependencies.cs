using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.Tidy.Tests.Layers;

/// <summary>One use of a type of another folder of the engine.</summary>
internal sealed record EngineDependency(string Place, string From, string To, INamedTypeSymbol Type);

/// <summary>
/// Compiles the engine and follows every name to the folder that declares it: a <c>using</c> line is not needed to
/// reach a folder, a name is.
/// </summary>
internal static class EngineDependencies
{
    private const string Engine = "src/AopKit/";

    /// <summary>A partial method that a source generator implements (LibraryImport); none runs here.</summary>
    private const string NotGenerated = "CS8795";

    public static IEnumerable<EngineDependency> In(IEnumerable<SourceFile> engine)
    {
        SourceFile[] sources = [.. engine];
        CSharpCompilation compilation = Compile(sources);
        Diagnostic? error = compilation.GetDiagnostics().FirstOrDefault(
            d => d.Severity == DiagnosticSeverity.Error && d.Id != NotGenerated);
        Assert.True(error is null, $"What does not compile cannot be followed: {error}");
        return sources.SelectMany(source => In(source, compilation.GetSemanticModel(source.Tree))).Distinct();
    }

    private static IEnumerable<EngineDependency> In(SourceFile source, SemanticModel model) =>
        from name in source.Syntax.DescendantNodes().OfType<SimpleNameSyntax>()
        let type = TypeBehind(model.GetSymbolInfo(name).Symbol)
        let declaration = type?.DeclaringSyntaxReferences.FirstOrDefault()
        where declaration is not null
        let dependency = new EngineDependency(
            source.Locate(name), FolderOf(source.Path), FolderOf(declaration.SyntaxTree.FilePath), type)
        where dependency.From != dependency.To
        select dependency;

    private static INamedTypeSymbol? TypeBehind(ISymbol? symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static string FolderOf(string path)
    {
        string[] parts = path[Engine.Length..].Split('/');
        return parts.Length == 1 ? EngineLayers.Facade : parts[0];
    }

    private static CSharpCompilation Compile(IEnumerable<SourceFile> sources)
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string[] own = ["AopKit.dll", "AopKit.Testing.dll", "AopKit.Tidy.Tests.dll"];
        SyntaxTree implicitUsings = CSharpSyntaxTree.ParseText(
            """
            global using System; global using System.Collections.Generic; global using System.IO;
            global using System.Linq; global using System.Threading; global using System.Threading.Tasks;
            """);
        return CSharpCompilation.Create(
            "AopKit",
            [implicitUsings, .. sources.Select(source => source.Tree)],
            trusted.Split(Path.PathSeparator).Where(path => !own.Contains(Path.GetFileName(path)))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }
}
