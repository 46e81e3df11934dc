using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.Tidy.Tests.Shape;

/// <summary>
/// Verify names a snapshot after the running test, our stand-in after the calling file and method. They name the same
/// file only where the call stands in a fact itself, in the class that its file is named after, and hands over nothing
/// but the text.
/// </summary>
internal static class SnapshotCalls
{
    public static IEnumerable<string> Misplaced(SourceFile source) =>
        from call in source.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression.ToString() == "Verifier.Verify"
        where call.ArgumentList.Arguments.Count != 1
            || !IsInFact(call)
            || ClassAround(call) != Path.GetFileNameWithoutExtension(source.Path)
        select source.Locate(call);

    private static bool IsInFact(SyntaxNode call) =>
        call.Ancestors().FirstOrDefault(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax)
            is MethodDeclarationSyntax method
        && method.AttributeLists.SelectMany(list => list.Attributes).Any(a => a.Name.ToString() == "Fact");

    private static string? ClassAround(SyntaxNode call) =>
        call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { Parent: BaseNamespaceDeclarationSyntax } type
            ? type.Identifier.Text
            : null;
}
