using System.Collections.Immutable;
using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Rules.CallbackContext;

/// <summary>AOP3001: a callback that must not block waits for something.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlocksInAtomicCallback : CallbackEffectAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.BlocksInAtomicCallback,
        "Do not block in a callback that must not block",
        "'{0}' may block{1}, and '{2}' must not{3}: do it elsewhere, or use a form that gives up at once",
        "Whoever makes such a callback waits for it, maybe with a page locked or in the middle of reclaim; what "
        + "it waits for may wait for them.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Supports(s_descriptor);

    private protected override CallbackContexts Context => CallbackContexts.Atomic;

    private protected override Effects Forbidden => Effects.Blocks;

    private protected override Diagnostic Describe(EffectFinding finding, IMethodSymbol callback, string? guard) =>
        Diagnostic.Create(
        s_descriptor,
        finding.Place.GetLocation(),
        Related(finding),
        MessageText.Of(finding.Place),
        Reason(finding),
        callback.Name,
        guard is null ? "" : $" unless '{guard}' is true");

    private static string Reason(EffectFinding finding) =>
        finding.IsLock ? $" (the lock is held around '{MessageText.Of(finding.Cause)}')"
        : finding.Cause != finding.Place ? $" (in '{MessageText.Of(finding.Cause)}')"
        : "";
}
