using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.Tidy.Tests;

/// <summary>One C# file. <paramref name="Path"/> is relative to the repository, with forward slashes.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly CSharpParseOptions s_options =
        new(LanguageVersion.CSharp14, DocumentationMode.Parse, SourceCodeKind.Regular);

    private readonly Lazy<SyntaxTree> _tree = new(() => CSharpSyntaxTree.ParseText(Text, s_options, Path));

    public SyntaxTree Tree => _tree.Value;

    public CompilationUnitSyntax Syntax => Tree.GetCompilationUnitRoot();

    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The file's folder, with forward slashes: <c>src/AopKit/Frames</c>.</summary>
    public string Folder => Path[..Path.LastIndexOf('/')];

    /// <summary>Where a node stands, as an editor opens it: <c>path(line)</c>, the first line being 1.</summary>
    public string Locate(SyntaxNode node) => $"{Path}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
}
