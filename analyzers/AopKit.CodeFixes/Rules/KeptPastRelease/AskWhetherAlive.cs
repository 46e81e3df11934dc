using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.KeptPastRelease;

/// <summary>AOP1012: use it only if it says that it is alive.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AskWhetherAlive)), Shared]
public sealed class AskWhetherAlive : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.WeaklyHeldUnproven];

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        if (request.Fact(FixFacts.Test) is not { } test || request.Place is not IdentifierNameSyntax name
            || request.Place.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement
            || name.Ancestors().TakeWhile(node => node != statement)
                .Any(node => node is AnonymousFunctionExpressionSyntax)
            || await request.Document.GetSemanticModelAsync(request.Cancellation).ConfigureAwait(false) is not { } model
            || model.GetSpeculativeTypeInfo(
                statement.SpanStart, SyntaxFactory.ParseExpression(test), SpeculativeBindingOption.BindAsExpression)
                .Type?.SpecialType != SpecialType.System_Boolean)
        {
            return [];
        }

        SyntaxNode root = Statements.Guard(request.Root, statement, SyntaxFactory.ParseExpression(test));
        return [new($"Only if '{test}'", "Ask", root)];
    }
}
