using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using AopKit.Analyzers.Rules.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.Contracts;

/// <summary>AOP5001: write the name that was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectContractName)), Shared]
public sealed class CorrectContractName : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.MalformedContract];

    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        if (request.Fact(MalformedContract.NearestName) is not { } name
            || request.Place is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } wrong)
        {
            return Task.FromResult<IReadOnlyList<Fix>>([]);
        }

        LiteralExpressionSyntax right = SyntaxFactory.LiteralExpression(
            SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)).WithTriviaFrom(wrong);
        return Task.FromResult<IReadOnlyList<Fix>>(
            [new($"Write \"{name}\"", "Name", request.Root.ReplaceNode(wrong, right))]);
    }
}
