using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.Protocol;

/// <summary>AOP4007: detach only when the range is the whole page.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TestWholePage)), Shared]
public sealed class TestWholePage : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.DetachedForPartOfPage];

    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        if (request.Fact(FixFacts.Range) is not { } range || request.Fact(FixFacts.WholePage) is not { } wholePage
            || request.Place.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement)
        {
            return Task.FromResult<IReadOnlyList<Fix>>([]);
        }

        string test = $"{range}.{wholePage}";
        SyntaxNode root = Statements.Guard(request.Root, statement, SyntaxFactory.ParseExpression(test));
        return Task.FromResult<IReadOnlyList<Fix>>([new($"Only if '{test}'", "WholePage", root)]);
    }
}
