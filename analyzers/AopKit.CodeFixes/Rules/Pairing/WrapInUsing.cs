using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.Pairing;

/// <summary>AOP2003: let a using declaration end the claim, and remove the ends that are then one too many.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WrapInUsing)), Shared]
public sealed class WrapInUsing : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.NotEndedOnAllPaths];

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        VariableDeclaratorSyntax? variable = request.Place.FirstAncestorOrSelf<VariableDeclaratorSyntax>();
        if (variable is not { Parent.Parent: LocalDeclarationStatementSyntax local }
            || local.Declaration.Variables.Count != 1 || !local.UsingKeyword.IsKind(SyntaxKind.None)
            || local.Parent is not BlockSyntax block
            || !IsWholeInitializer(variable, request.Place)
            || await request.Document.GetSemanticModelAsync(request.Cancellation).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(variable, request.Cancellation) is not ILocalSymbol symbol
            || !CanBeUsed(symbol.Type))
        {
            return [];
        }

        IdentifierNameSyntax[] uses = block.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == symbol.Name
                && SymbolEqualityComparer.Default.Equals(
                    model.GetSymbolInfo(name, request.Cancellation).Symbol, symbol))
            .ToArray();
        if (uses.Any(IsWritten))
        {
            return [];
        }

        SyntaxNode root = request.Root.TrackNodes(uses.Select(Disposal).OfType<StatementSyntax>().Append(local));
        foreach (StatementSyntax disposal in uses.Select(Disposal).OfType<StatementSyntax>())
        {
            root = Statements.Remove(root, root.GetCurrentNode(disposal)!);
        }

        LocalDeclarationStatementSyntax current = root.GetCurrentNode(local)!;
        SyntaxToken keyword = SyntaxFactory.Token(SyntaxKind.UsingKeyword)
            .WithLeadingTrivia(current.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
        root = root.ReplaceNode(current, current.WithLeadingTrivia().WithUsingKeyword(keyword));
        return [new($"Make '{symbol.Name}' a using declaration", "Using", root)];
    }

    private static bool IsWholeInitializer(VariableDeclaratorSyntax variable, SyntaxNode place)
    {
        ExpressionSyntax? value = variable.Initializer?.Value;
        while (value is AwaitExpressionSyntax or ParenthesizedExpressionSyntax && value != place)
        {
            value = value is AwaitExpressionSyntax wait
                ? wait.Expression
                : ((ParenthesizedExpressionSyntax)value).Expression;
        }

        return value == place;
    }

    private static bool CanBeUsed(ITypeSymbol type) =>
        type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable)
        || (type.IsRefLikeType && type.GetMembers("Dispose").OfType<IMethodSymbol>()
            .Any(method => method.Parameters.IsEmpty && method.DeclaredAccessibility == Accessibility.Public));

    // A using variable is read-only.
    private static bool IsWritten(IdentifierNameSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        ArgumentSyntax argument => !argument.RefOrOutKeyword.IsKind(SyntaxKind.None),
        _ => false,
    };

    private static StatementSyntax? Disposal(IdentifierNameSyntax use) => use.Parent is MemberAccessExpressionSyntax
    {
        Name.Identifier.ValueText: "Dispose",
        Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement },
    }
        ? statement
        : null;
}
