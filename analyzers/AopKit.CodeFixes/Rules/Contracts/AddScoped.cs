using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using AopKit.Analyzers.Rules.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.Contracts;

/// <summary>AOP5003: declare the parameter scoped.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddScoped)), Shared]
public sealed class AddScoped : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.CanBeScoped];

    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request) =>
        Task.FromResult<IReadOnlyList<Fix>>(
            request.Place.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter
                ? [new($"Declare '{parameter.Identifier.ValueText}' scoped", "Scoped",
                    request.Root.ReplaceNode(parameter, ScopedTrial.WithScoped(parameter)))]
                : []);
}
