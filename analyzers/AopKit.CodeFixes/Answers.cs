using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes;

/// <summary>The answers of a release callback, as they are written.</summary>
internal static class Answers
{
    /// <summary>
    /// Another answer, written as the one that stands there; null if what stands there is no plain answer.
    /// </summary>
    public static ExpressionSyntax? Instead(SyntaxNode answer, string other) => answer switch
    {
        LiteralExpressionSyntax literal when Literal(other) is { } replacement => replacement.WithTriviaFrom(literal),
        MemberAccessExpressionSyntax member when Literal(other) is null =>
            member.WithName(SyntaxFactory.IdentifierName(other).WithTriviaFrom(member.Name)),
        IdentifierNameSyntax name when Literal(other) is null =>
            SyntaxFactory.IdentifierName(other).WithTriviaFrom(name),
        _ => null,
    };

    /// <summary>An answer where none stands yet: qualified by the type that the method says it returns.</summary>
    public static ExpressionSyntax Of(MethodDeclarationSyntax method, string answer) =>
        Literal(answer) ?? SyntaxFactory.ParseExpression($"{method.ReturnType.WithoutTrivia()}.{answer}");

    private static ExpressionSyntax? Literal(string answer) => answer switch
    {
        "true" => SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression),
        "false" => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression),
        _ => null,
    };
}
