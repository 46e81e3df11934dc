using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.Pairing;

/// <summary>AOP2004: let the second variable be another name of the first.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeRefLocal)), Shared]
public sealed class MakeRefLocal : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.LeaseStructCopied];

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        if (request.Place is not IdentifierNameSyntax
            {
                Parent: EqualsValueClauseSyntax
                {
                    Parent: VariableDeclaratorSyntax
                    {
                        Parent: VariableDeclarationSyntax
                        {
                            Variables.Count: 1, Parent: LocalDeclarationStatementSyntax local,
                        } declaration,
                    } variable,
                },
            } original
            || !local.UsingKeyword.IsKind(SyntaxKind.None)
            || await request.Document.GetSemanticModelAsync(request.Cancellation).ConfigureAwait(false) is not { } model
            || model.GetEnclosingSymbol(local.SpanStart, request.Cancellation) is not IMethodSymbol
            {
                IsAsync: false, IsIterator: false,
            }
            || !MayBeReferred(model.GetSymbolInfo(original, request.Cancellation).Symbol)
            || !SymbolEqualityComparer.Default.Equals(
                model.GetTypeInfo(original).Type, model.GetTypeInfo(declaration.Type).Type))
        {
            return [];
        }

        RefTypeSyntax type = SyntaxFactory.RefType(declaration.Type.WithoutLeadingTrivia())
            .WithRefKeyword(SyntaxFactory.Token(SyntaxKind.RefKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithLeadingTrivia(declaration.Type.GetLeadingTrivia());
        RefExpressionSyntax value = SyntaxFactory.RefExpression(original.WithoutTrivia())
            .WithRefKeyword(SyntaxFactory.Token(SyntaxKind.RefKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithTriviaFrom(original);
        SyntaxNode root = request.Root.ReplaceNodes(
            [declaration.Type, original], (node, _) => node == original ? value : type);
        return [new($"Make '{variable.Identifier.ValueText}' a ref to '{original}'", "Ref", root)];
    }

    // A using variable and what came in read-only cannot be referred to as if it could be changed.
    private static bool MayBeReferred(ISymbol? symbol) => symbol switch
    {
        ILocalSymbol { IsUsing: false, IsForEach: false, RefKind: RefKind.None or RefKind.Ref } => true,
        IParameterSymbol { RefKind: RefKind.None or RefKind.Ref or RefKind.Out } => true,
        IFieldSymbol { IsReadOnly: false } => true,
        _ => false,
    };
}
