using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AopKit.CodeFixes.Rules.Protocol;

/// <summary>AOP4002: what was detached is released.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnswerReleased)), Shared]
public sealed class AnswerReleased : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.KeptButDetached];

    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request) =>
        Task.FromResult<IReadOnlyList<Fix>>(
        request.Fact(FixFacts.Answer) is { } answer && Answers.Instead(request.Place, answer) is { } other
            ? [new($"Answer '{answer}'", "Answer", request.Root.ReplaceNode(request.Place, other))]
            : []);
}
