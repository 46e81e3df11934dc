using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace AopKit.CodeFixes.Rules.KeptPastRelease;

/// <summary>AOP1010: read the metadata once, and do the statement only if there is some.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TestMetadata)), Shared]
public sealed class TestMetadata : AopCodeFix
{
    private const string Name = "metadata";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.MetadataMayBeGone];

    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        ExpressionSyntax? read = request.Place as ExpressionSyntax;
        ExpressionSyntax? replaced = read?.Parent is PostfixUnaryExpressionSyntax suppressed
            && suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression) ? suppressed : read;
        if (read is null || replaced is not { Parent: MemberAccessExpressionSyntax }
            || replaced.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement
            || replaced.Ancestors().TakeWhile(node => node != statement).Any(IsOfItsOwn)
            || IsTaken(statement))
        {
            return Task.FromResult<IReadOnlyList<Fix>>([]);
        }

        IdentifierNameSyntax name = SyntaxFactory.IdentifierName(Name);
        ExpressionSyntax[] reads = statement.DescendantNodes().OfType<ExpressionSyntax>()
            .Where(node => SyntaxFactory.AreEquivalent(node, replaced) || SyntaxFactory.AreEquivalent(node, read))
            .Where(node => !(node.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression)
                && SyntaxFactory.AreEquivalent(node.Parent!, replaced)))
            .ToArray();
        BlockSyntax body = SyntaxFactory.Block(statement.ReplaceNodes(
            reads, (node, _) => name.WithTriviaFrom(node)).WithoutTrivia()
            .WithAdditionalAnnotations(Formatter.Annotation));
        ExpressionSyntax test = SyntaxFactory.ParseExpression($"{read.WithoutTrivia()} is {{ }} {Name}");
        SyntaxNode root = request.Root.ReplaceNode(statement, SyntaxFactory.IfStatement(test, body)
            .WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation));
        return Task.FromResult<IReadOnlyList<Fix>>([new($"Only if there is '{read}'", "Test", root)]);
    }

    // A lambda runs later, when the test is long over.
    private static bool IsOfItsOwn(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax;

    private static bool IsTaken(StatementSyntax statement) =>
        statement.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantTokens()
            .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == Name) != false;
}
