using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.KeptPastRelease;

/// <summary>AOP1009: leave the method if the page is no longer there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LeaveIfRemoved)), Shared]
public sealed class LeaveIfRemoved : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.UsedAfterRemoval];

    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        StatementSyntax? statement = request.Place.FirstAncestorOrSelf<StatementSyntax>();
        if (request.Fact(FixFacts.Test) is not { } test || statement?.Parent is not BlockSyntax
            || statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax)
            || request.Place.Ancestors().FirstOrDefault(IsFunction) is not MethodDeclarationSyntax method
            || !MayLeave(method))
        {
            return Task.FromResult<IReadOnlyList<Fix>>([]);
        }

        StatementSyntax leave = SyntaxFactory.IfStatement(
            SyntaxFactory.ParseExpression(test), SyntaxFactory.Block(SyntaxFactory.ReturnStatement()));
        SyntaxNode root = Statements.InsertBefore(request.Root, statement, leave, blankLine: true);
        return Task.FromResult<IReadOnlyList<Fix>>([new($"Leave if '{test}'", "Leave", root)]);
    }

    private static bool IsFunction(SyntaxNode node) => node is MemberDeclarationSyntax
        or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;

    // Nothing has to be given back: the method returns nothing, or a task of nothing.
    private static bool MayLeave(MethodDeclarationSyntax method) => method.ReturnType switch
    {
        PredefinedTypeSyntax type => type.Keyword.IsKind(SyntaxKind.VoidKeyword),
        IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } =>
            method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };
}
