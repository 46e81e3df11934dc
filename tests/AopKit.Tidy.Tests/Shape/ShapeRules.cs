using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.Tidy.Tests.Shape;

/// <summary>How long a file, a line and a method may be: what a reader can hold, and a screen can show.</summary>
internal static class ShapeRules
{
    public const int MaximumFileLines = 400;
    public const int MaximumColumns = 120;
    public const int MaximumMethodLines = 70;

    public static IEnumerable<string> LongFiles(SourceFile source)
    {
        if (source.Lines.Length > MaximumFileLines)
        {
            yield return $"{source.Path}: {source.Lines.Length} lines";
        }
    }

    public static IEnumerable<string> LongLines(SourceFile source) =>
        source.Lines.Select((line, i) => (line, number: i + 1))
            .Where(line => line.line.Length > MaximumColumns)
            .Select(line => $"{source.Path}({line.number}): {line.line.Length} columns");

    public static IEnumerable<string> LongMethods(SourceFile source) =>
        from node in source.Syntax.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax
        let lines = LinesOf(node)
        where lines > MaximumMethodLines
        select $"{source.Locate(node)}: {lines} lines";

    /// <summary>
    /// From the first line of the declaration, without its comments, to its last. A text of many lines counts as one:
    /// the analyzers' tests hold whole programs, and those are data.
    /// </summary>
    private static int LinesOf(SyntaxNode node) =>
        1 + LineBreaksIn(node.GetLocation()) - node.DescendantNodes()
            .Where(inner => inner is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
            .Sum(text => LineBreaksIn(text.GetLocation()));

    private static int LineBreaksIn(Location location)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line;
    }
}
