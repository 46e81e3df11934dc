using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.CallbackContext;

/// <summary>AOP3004: give up, before anything else, where the callback may not enter the file system.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TestPermission)), Shared]
public sealed class TestPermission : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.EntersFileSystemUnasked];

    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        if (request.Place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || request.Fact(FixFacts.Permission) is not { } permission
            || request.Fact(FixFacts.Answer) is not { } answer)
        {
            return Task.FromResult<IReadOnlyList<Fix>>([]);
        }

        SyntaxNode root = Answers.First(
            request.Root, method, SyntaxFactory.ParseExpression("!" + permission), Answers.Of(method, answer));
        return Task.FromResult<IReadOnlyList<Fix>>(
            [new($"Answer '{answer}' unless '{permission}'", "Permission", root)]);
    }
}
