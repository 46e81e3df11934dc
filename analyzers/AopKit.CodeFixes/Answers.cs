using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

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

    /// <summary>Lets a method give an answer before anything else, if a condition holds.</summary>
    public static SyntaxNode First(
        SyntaxNode root, MethodDeclarationSyntax method, ExpressionSyntax condition, ExpressionSyntax answer)
    {
        if (method.Body is { Statements: { Count: > 0 } statements })
        {
            StatementSyntax test =
                SyntaxFactory.IfStatement(condition, SyntaxFactory.Block(SyntaxFactory.ReturnStatement(answer)));
            return Statements.InsertBefore(root, statements[0], test, blankLine: true);
        }

        if (method.ExpressionBody is not { } body)
        {
            return root;
        }

        ExpressionSyntax rest = body.Expression is ConditionalExpressionSyntax
            ? SyntaxFactory.ParenthesizedExpression(body.Expression.WithoutTrivia())
            : body.Expression.WithoutTrivia();
        return root.ReplaceNode(body.Expression, SyntaxFactory.ConditionalExpression(condition, answer, rest)
            .NormalizeWhitespace().WithTriviaFrom(body.Expression).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static ExpressionSyntax? Literal(string answer) => answer switch
    {
        "true" => SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression),
        "false" => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression),
        "0" => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(0)),
        _ => null,
    };
}
