using System.Collections.Immutable;
using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Rules.CallbackContext;

/// <summary>AOP3003: a callback that the cache makes calls back into the cache.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReentersCache : CallbackEffectAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.ReentersCache,
        "Do not call back into the cache from a callback that must not re-enter it",
        "'{0}' enters the cache{1}, and '{2}' is called by the cache while it must not be entered: remember "
        + "what to do and do it afterwards",
        "The cache is in the middle of taking a page away when it makes such a callback: to enter it again may "
        + "wait for itself or meet the page half gone.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Supports(s_descriptor);

    private protected override CallbackContexts Context => CallbackContexts.NoReentry;

    private protected override Effects Forbidden => Effects.ReentersCache;

    private protected override Diagnostic Describe(EffectFinding finding, IMethodSymbol callback, string? guard) =>
        Diagnostic.Create(
        s_descriptor,
        finding.Place.GetLocation(),
        Related(finding),
        MessageText.Of(finding.Place),
        finding.Cause == finding.Place ? "" : $" (in '{MessageText.Of(finding.Cause)}')",
        callback.Name);
}
