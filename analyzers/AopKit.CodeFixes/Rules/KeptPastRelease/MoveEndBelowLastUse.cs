using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.KeptPastRelease;

/// <summary>AOP1001: end it after its last use, where both stand in one block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveEndBelowLastUse)), Shared]
public sealed class MoveEndBelowLastUse : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.UseAfterEnd];

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        if (EndStatement(request) is not { Parent: BlockSyntax block } end
            || request.Place is not IdentifierNameSyntax used
            || await request.Document.GetSemanticModelAsync(request.Cancellation).ConfigureAwait(false) is not { } model
            || model.GetSymbolInfo(used).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Parameter } symbol)
        {
            return [];
        }

        StatementSyntax[] later = block.Statements.Where(statement => statement.SpanStart > end.Span.End).ToArray();
        bool IsSame(SyntaxNode name) => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, symbol);
        StatementSyntax? last = later.LastOrDefault(statement =>
            statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(IsSame));

        // A jump on the way would leave without the end.
        bool jumps = later.TakeWhile(statement => statement != last).Append(last).OfType<StatementSyntax>()
            .Any(statement => statement.DescendantNodesAndSelf().Any(IsJump));
        if (last is null || jumps || !later.Any(statement => statement.Span.Contains(used.Span)))
        {
            return [];
        }

        SyntaxNode root = request.Root.TrackNodes(last, end);
        root = root.InsertNodesAfter(
            root.GetCurrentNode(last)!, [end.WithLeadingTrivia(last.GetLeadingTrivia().Where(IsIndent))]);
        root = Statements.Remove(root, root.GetCurrentNode(end)!);
        return [new($"Move '{end.ToString().TrimEnd(';')}' below the last use", "Move", root)];
    }

    private static ExpressionStatementSyntax? EndStatement(FixRequest request)
    {
        Location? end = request.Diagnostic.AdditionalLocations.LastOrDefault();
        return end is null || end.SourceTree != request.Root.SyntaxTree
            ? null
            : request.Root.FindNode(end.SourceSpan, getInnermostNodeForTie: true).Parent as ExpressionStatementSyntax;
    }

    private static bool IsIndent(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia);

    private static bool IsJump(SyntaxNode node) =>
        node is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax
        or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax;
}
