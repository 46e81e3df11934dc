using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace AopKit.CodeFixes;

/// <summary>
/// The few changes of statements that the fixes are made of. Comments and blank lines stay where they are.
/// </summary>
internal static class Statements
{
    /// <summary>
    /// Removes a statement, but not the comment before it; where a statement is required an empty block stays.
    /// </summary>
    public static SyntaxNode Remove(SyntaxNode root, StatementSyntax statement)
    {
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax))
        {
            return root.ReplaceNode(
                statement, SyntaxFactory.Block().WithTriviaFrom(statement)
                    .WithAdditionalAnnotations(Formatter.Annotation));
        }

        SyntaxTriviaList before = statement.GetLeadingTrivia();
        if (before.All(
            trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
        {
            return root.RemoveNode(statement, SyntaxRemoveOptions.KeepUnbalancedDirectives) ?? root;
        }

        // The indentation of what goes would be added to that of what follows.
        SyntaxAnnotation mark = new();
        StatementSyntax trimmed = statement.WithLeadingTrivia(before.Reverse().SkipWhile(IsIndent).Reverse())
            .WithAdditionalAnnotations(mark);
        root = root.ReplaceNode(statement, trimmed);
        return root.RemoveNode(root.GetAnnotatedNodes(mark).Single(), SyntaxRemoveOptions.KeepLeadingTrivia) ?? root;
    }

    /// <summary>Puts a statement before another one; both go into a block where only one may stand.</summary>
    public static SyntaxNode InsertBefore(
        SyntaxNode root, StatementSyntax statement, StatementSyntax added, bool blankLine = false)
    {
        StatementSyntax plain = added.WithTrailingTrivia(SyntaxFactory.ElasticMarker)
            .WithAdditionalAnnotations(Formatter.Annotation);
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax))
        {
            BlockSyntax block =
                SyntaxFactory.Block(plain, statement.WithoutTrivia().WithAdditionalAnnotations(Formatter.Annotation));
            return root.ReplaceNode(
                statement, block.WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation));
        }

        // The comment before a statement belongs to it, not to what we put in front.
        SyntaxTrivia newLine = root.DescendantTrivia()
            .FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        plain = plain.WithLeadingTrivia(SyntaxFactory.ElasticMarker);
        return root.InsertNodesBefore(statement, [blankLine ? plain.WithTrailingTrivia(newLine, newLine) : plain]);
    }

    /// <summary>Makes a statement depend on a condition.</summary>
    public static SyntaxNode Guard(SyntaxNode root, StatementSyntax statement, ExpressionSyntax condition)
    {
        BlockSyntax body =
            SyntaxFactory.Block(statement.WithoutTrivia().WithAdditionalAnnotations(Formatter.Annotation));
        return root.ReplaceNode(statement, SyntaxFactory.IfStatement(condition, body)
            .WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static bool IsIndent(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia);
}
