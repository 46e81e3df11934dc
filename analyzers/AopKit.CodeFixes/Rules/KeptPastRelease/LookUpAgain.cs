using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.KeptPastRelease;

/// <summary>AOP1008: look the mapping up again, right after the call that made it out of date.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LookUpAgain)), Shared]
public sealed class LookUpAgain : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.StaleMapping];

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        if (Related(request, 0)?.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not
            {
                Initializer.Value: { } lookup,
                Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax } declared,
            } variable
            || Related(request, 0) != lookup || !declared.UsingKeyword.IsKind(SyntaxKind.None)
            || request.Place is not IdentifierNameSyntax used
            || used.Identifier.ValueText != variable.Identifier.ValueText
            || Related(request, 1)?.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax } invalidation
            || await request.Document.GetSemanticModelAsync(request.Cancellation).ConfigureAwait(false) is not { } model
            || !IsSame(model, lookup, invalidation))
        {
            return [];
        }

        StatementSyntax again = SyntaxFactory.ParseStatement($"{variable.Identifier.ValueText} = {lookup};")
            .WithLeadingTrivia(invalidation.GetLeadingTrivia().Where(IsIndent).Reverse().Take(1))
            .WithTrailingTrivia(invalidation.GetTrailingTrivia().Where(IsLineEnd));
        SyntaxNode root = request.Root.InsertNodesAfter(invalidation, [again]);
        return [new($"Look '{variable.Identifier.ValueText}' up again", "LookUp", root)];
    }

    // Every name in the lookup must still be in scope, and mean what it meant.
    private static bool IsSame(SemanticModel model, ExpressionSyntax lookup, StatementSyntax later) =>
        lookup.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Where(name => name.Parent is not MemberAccessExpressionSyntax member || member.Expression == name)
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .Where(symbol => symbol is ILocalSymbol or IParameterSymbol)
            .All(symbol => model.LookupSymbols(later.SpanStart, name: symbol!.Name)
                .Contains(symbol, SymbolEqualityComparer.Default)
                && !later.Ancestors().OfType<BlockSyntax>().Last().DescendantNodes()
                    .Any(node => Writes(node, symbol.Name)));

    private static bool Writes(SyntaxNode node, string name) => node switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } => left.Identifier.ValueText == name,
        PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax operand } => operand.Identifier.ValueText == name,
        PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax operand } => operand.Identifier.ValueText == name,
        ArgumentSyntax { Expression: IdentifierNameSyntax passed } argument =>
            !argument.RefOrOutKeyword.IsKind(SyntaxKind.None) && passed.Identifier.ValueText == name,
        _ => false,
    };

    private static bool IsIndent(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia);

    private static bool IsLineEnd(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static SyntaxNode? Related(FixRequest request, int index) =>
        request.Diagnostic.AdditionalLocations.ElementAtOrDefault(index) is { } place
        && place.SourceTree == request.Root.SyntaxTree
            ? request.Root.FindNode(place.SourceSpan, getInnermostNodeForTie: true)
            : null;
}
