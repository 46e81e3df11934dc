using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.Pairing;

/// <summary>AOP2001: remove the end that is one too many.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSecondEnd)), Shared]
public sealed class RemoveSecondEnd : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.EndedTwice];

    // A call whose result is used does more than end a life; taking it out is the author's decision.
    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request) =>
        Task.FromResult<IReadOnlyList<Fix>>(
        request.Place is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } call
            ? [new($"Remove '{call}'", "Remove", Statements.Remove(request.Root, statement))]
            : []);
}
