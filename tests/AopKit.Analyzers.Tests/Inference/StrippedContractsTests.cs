using System.Collections.Immutable;
using AopKit.Analyzers.Rules.Contracts;
using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Tests.Inference;

/// <summary>
/// Takes the contract attributes off our own code, one project at a time, and counts how many AOP5002 gives back.
/// </summary>
public sealed class StrippedContractsTests
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; "
        + "global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly string[] s_projects = ["src/AopKit", "src/AopKit.Testing"];

    private static readonly ImmutableHashSet<string> s_inferred =
        ["EndsLifetime", "Owned", "Acquires", "ViewOf", "Effect"];

    [Fact]
    public async Task Attributes_ThatAreTakenAway_ComeBack()
    {
        string root = Path.GetFullPath(Path.Combine(RulePage.Folder, "..", ".."));
        List<string> taken = [];
        List<string> back = [];
        foreach (string project in s_projects)
        {
            ImmutableArray<SyntaxTree> trees = [.. Read(Path.Combine(root, project))];
            taken.AddRange(trees.SelectMany(tree => Contracts(tree.GetRoot())).Select(Describe));
            back.AddRange(await Inferred([.. trees.Select(Strip), CSharpSyntaxTree.ParseText(Usings, Options)]));
        }

        List<string> missed = [.. taken];
        int recovered = back.Count(missed.Remove);
        string figure = $"{recovered} of {taken.Count} come back";
        string page = await File.ReadAllTextAsync(Path.Combine(RulePage.Folder, "AOP5002.md"));
        Assert.True(
            page.Contains(figure, StringComparison.Ordinal),
            $"{figure}. Missed:\n{string.Join('\n', missed)}\nOffered:\n{string.Join('\n', back)}");
    }

    private static CSharpParseOptions Options { get; } = new(LanguageVersion.Preview);

    private static IEnumerable<SyntaxTree> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Options, path));

    // Only what a body could show: abstract members promise what no body does, and overrides inherit.
    private static IEnumerable<AttributeSyntax> Contracts(SyntaxNode root) => root.DescendantNodes()
        .OfType<AttributeSyntax>().Where(attribute => s_inferred.Contains(attribute.Name.ToString())
            && attribute.FirstAncestorOrSelf<MemberDeclarationSyntax>()
                is MethodDeclarationSyntax method && (method.Body is not null || method.ExpressionBody is not null)
            && !method.Modifiers.Any(SyntaxKind.OverrideKeyword));

    private static SyntaxTree Strip(SyntaxTree tree)
    {
        SyntaxNode root = tree.GetRoot();
        root = root.RemoveNodes(
            Contracts(root).Select(attribute => attribute.Parent!).Distinct(), SyntaxRemoveOptions.KeepNoTrivia)!;
        return tree.WithRootAndOptions(root, tree.Options);
    }

    private static async Task<IEnumerable<string>> Inferred(IEnumerable<SyntaxTree> trees)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Stripped",
            trees,
            [.. TestReferences.Framework, TestReferences.Attributes,
                MetadataReference.CreateFromFile(typeof(PageCache).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        ImmutableArray<Diagnostic> offered =
            await compilation.WithAnalyzers([new UndeclaredContract()]).GetAnalyzerDiagnosticsAsync();
        return offered.Where(diagnostic => diagnostic.Id == "AOP5002").Select(diagnostic =>
        {
            SyntaxNode place = diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan);
            string text = diagnostic.Properties["attribute"]!;
            return Describe(place, text);
        });
    }

    private static string Describe(AttributeSyntax attribute) =>
        Describe(attribute.Parent!.Parent!, attribute.ToString());

    private static string Describe(SyntaxNode place, string attribute)
    {
        MethodDeclarationSyntax method = place.FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
        string parameter = place.FirstAncestorOrSelf<ParameterSyntax>()?.Identifier.ValueText ?? "";
        return $"{method.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.ValueText}."
            + $"{method.Identifier.ValueText}({parameter}): {attribute}";
    }
}
