using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.Contracts;

/// <summary>AOP5002: write the contract down.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclareContract)), Shared]
public sealed class DeclareContract : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.UndeclaredContract];

    private protected override async Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        if (request.Fact(FixFacts.Attribute) is not { } text
            || await request.Document.GetSemanticModelAsync(request.Cancellation).ConfigureAwait(false)
                is not { } model)
        {
            return [];
        }

        SyntaxNode? place = (SyntaxNode?)request.Place.FirstAncestorOrSelf<ParameterSyntax>()
            ?? request.Place.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        string target = request.Fact(FixFacts.AttributeTarget) is { } name ? name + ": " : "";
        SyntaxNode? changed = place switch
        {
            ParameterSyntax parameter => parameter.WithoutLeadingTrivia()
                .WithAttributeLists(parameter.AttributeLists.Add(List(text, target, model, parameter)
                    .WithTrailingTrivia(SyntaxFactory.Space)))
                .WithLeadingTrivia(parameter.GetLeadingTrivia()),
            MethodDeclarationSyntax method => OnItsOwnLine(method, List(text, target, model, method)),
            _ => null,
        };
        return changed is null ? []
            : [new($"Declare [{target}{text}]", "Declare", request.Root.ReplaceNode(place!, changed))];
    }

    private static MethodDeclarationSyntax OnItsOwnLine(MethodDeclarationSyntax method, AttributeListSyntax list)
    {
        SyntaxTriviaList before = method.GetLeadingTrivia();
        SyntaxTrivia indent = before.LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        SyntaxTrivia newLine = method.SyntaxTree.GetRoot().DescendantTrivia()
            .FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        AttributeListSyntax added = list.WithTrailingTrivia(newLine);
        if (method.AttributeLists.Count > 0)
        {
            return method.WithAttributeLists(method.AttributeLists.Add(added.WithLeadingTrivia(indent)));
        }

        return method.WithLeadingTrivia(indent)
            .WithAttributeLists(SyntaxFactory.SingletonList(added.WithLeadingTrivia(before)));
    }

    // The namespace is written only where it is not imported.
    private static AttributeListSyntax List(string text, string target, SemanticModel model, SyntaxNode place)
    {
        bool isImported = model.LookupNamespacesAndTypes(place.SpanStart, name: "EndsLifetimeAttribute")
            .Any(symbol => symbol.ContainingNamespace.ToDisplayString() == "AopKit.Lifetimes");
        string written = isImported ? text : "AopKit.Lifetimes." + text.Replace(" | ", " | AopKit.Lifetimes.")
            .Replace("= EndsWhen", "= AopKit.Lifetimes.EndsWhen").Replace("(Effects.", "(AopKit.Lifetimes.Effects.");
        ClassDeclarationSyntax carrier =
            (ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{target}{written}] class C;")!;
        return carrier.AttributeLists[0].WithoutTrivia();
    }
}
