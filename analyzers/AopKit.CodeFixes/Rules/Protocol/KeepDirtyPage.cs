using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace AopKit.CodeFixes.Rules.Protocol;

/// <summary>AOP4006: keep a dirty page, before anything else.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepDirtyPage)), Shared]
public sealed class KeepDirtyPage : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.ReleasedWhileDirty];

    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        MethodDeclarationSyntax? method = request.Place.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        if (method is null || request.Fact(FixFacts.Page) is not { } page
            || request.Fact(FixFacts.Dirty) is not { } dirty
            || request.Fact(FixFacts.Answer) is not { } answer)
        {
            return Task.FromResult<IReadOnlyList<Fix>>([]);
        }

        ExpressionSyntax isDirty = SyntaxFactory.ParseExpression($"{page}.{dirty}");
        ExpressionSyntax kept = Answers.Of(method, answer);
        SyntaxNode root = request.Root;
        if (method.Body is { Statements: { Count: > 0 } statements })
        {
            StatementSyntax test =
                SyntaxFactory.IfStatement(isDirty, SyntaxFactory.Block(SyntaxFactory.ReturnStatement(kept)));
            root = Statements.InsertBefore(root, statements[0], test, blankLine: true);
        }
        else if (method.ExpressionBody is { } body)
        {
            ExpressionSyntax rest = body.Expression is ConditionalExpressionSyntax
                ? SyntaxFactory.ParenthesizedExpression(body.Expression.WithoutTrivia())
                : body.Expression.WithoutTrivia();
            root = root.ReplaceNode(body.Expression, SyntaxFactory.ConditionalExpression(isDirty, kept, rest)
                .NormalizeWhitespace().WithTriviaFrom(body.Expression).WithAdditionalAnnotations(Formatter.Annotation));
        }

        return Task.FromResult<IReadOnlyList<Fix>>(
            [new($"Answer '{answer}' while '{page}.{dirty}'", "KeepDirty", root)]);
    }
}
