using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

        SyntaxNode root = Answers.First(
            request.Root, method, SyntaxFactory.ParseExpression($"{page}.{dirty}"), Answers.Of(method, answer));
        return Task.FromResult<IReadOnlyList<Fix>>(
            [new($"Answer '{answer}' while '{page}.{dirty}'", "KeepDirty", root)]);
    }
}
