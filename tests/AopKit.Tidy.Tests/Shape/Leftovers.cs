using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.Tidy.Tests.Shape;

/// <summary>
/// Words that announce unfinished work, and waiting by the clock where the code should wait for an event. Looked for in
/// comments and names, not in strings: the analyzers' tests hold wrong code on purpose.
/// </summary>
internal static partial class Leftovers
{
    public static IEnumerable<string> In(SourceFile source) =>
        InComments(source).Concat(InNames(source)).Distinct();

    private static IEnumerable<string> InComments(SourceFile source) =>
        from comment in source.Syntax.DescendantTrivia(descendIntoTrivia: false)
        let word = Announcement().Match(comment.ToFullString())
        where word.Success && comment.Kind() is not SyntaxKind.DisabledTextTrivia
        select $"{source.Path}({LineOf(comment.GetLocation())}): {word.Value}";

    private static IEnumerable<string> InNames(SourceFile source) =>
        from name in source.Syntax.DescendantNodes().OfType<NameSyntax>()
        let text = name.Parent is MemberAccessExpressionSyntax access && access.Name == name
            ? access.ToString()
            : name.ToString()
        where text is "NotImplementedException" or "Thread.Sleep"
        select $"{source.Path}({LineOf(name.GetLocation())}): {text}";

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b")]
    private static partial Regex Announcement();
}
