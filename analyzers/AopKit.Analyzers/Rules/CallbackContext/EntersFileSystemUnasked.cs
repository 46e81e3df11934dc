using System.Collections.Immutable;
using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using AopKit.Analyzers.Rules.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.CallbackContext;

/// <summary>
/// AOP3004: a callback that reclaim makes needs memory itself, or takes the client's own locks without asking whether
/// reclaim was started under them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntersFileSystemUnasked : AopAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.EntersFileSystemUnasked,
        "Do not enter reclaim, nor the file system unasked, from a callback that reclaim makes",
        "'{0}' {1}, and '{2}' {3}",
        "Reclaim may have been started by a call that the client makes under its own locks: a callback that takes "
        + "such a lock, or asks for memory, waits for itself.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Supports(s_descriptor);

    private protected override void Register(CompilationStartAnalysisContext context, ContractModel contracts)
    {
        LifetimeEngine engine = new(contracts);
        HeldLocks ofCache = new(engine, Effects.EntersReclaim | Effects.ReentersCache);
        HeldLocks ofWaits = new(engine, Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache);
        context.RegisterOperationBlockAction(block => Analyze(block, engine, ofCache, ofWaits));
    }

    private static void Analyze(
        OperationBlockAnalysisContext context, LifetimeEngine engine, HeldLocks ofCache, HeldLocks ofWaits)
    {
        if (context.OwningSymbol is not IMethodSymbol method
            || engine.Contracts.Of(method) is not { Callback: { } callback } contract
            || (!callback.Has(CallbackContexts.NoReclaim) && callback.MayEnterFileSystemIf is null))
        {
            return;
        }

        ISymbol? permission = GuardUses.Member(method, callback.MayEnterFileSystemIf);
        foreach (IOperation body in context.OperationBlocks.OfType<IBlockOperation>())
        {
            IEnumerable<EffectFinding> Find(Effects wanted, ISymbol? guard, HeldLocks? locks) =>
                EffectSearch.OfCallback(context, body, engine, wanted, guard, locks);

            EffectFinding[] reclaims =
                callback.Has(CallbackContexts.NoReclaim) ? [.. Find(Effects.EntersReclaim, null, null)] : [];
            EffectFinding[] enters = [.. Find(Effects.EntersFileSystem, permission, ofCache)];
            if (reclaims.Length + enters.Length == 0)
            {
                continue;
            }

            // One place, one report: what blocks or re-enters has to be mended first, and other rules say so.
            HashSet<SyntaxNode> reported = [.. (callback.Has(CallbackContexts.NoReentry)
                ? Find(Effects.ReentersCache, null, null) : []).Concat(callback.Has(CallbackContexts.Atomic)
                ? Find(Effects.Blocks, GuardUses.Member(method, callback.MayBlockIf), ofWaits) : [])
                .Select(finding => finding.Place)];
            foreach (EffectFinding finding in reclaims.Where(finding => reported.Add(finding.Place)))
            {
                context.ReportDiagnostic(Describe(
                    finding, method, "may start reclaim", "is called by reclaim: take what it needs beforehand"));
            }

            foreach (EffectFinding finding in enters.Where(finding => reported.Add(finding.Place)))
            {
                context.ReportDiagnostic(Describe(
                    finding,
                    method,
                    finding.IsLock ? "takes a lock that is held" : "enters the file system",
                    permission is null
                        ? "is called by reclaim: try the lock, and give up where it is taken"
                        : $"may do so only if '{permission.Name}' is true: test it first",
                    permission is null ? null : Facts(contract, method, permission)));
            }
        }
    }

    private static Diagnostic Describe(
        EffectFinding finding, IMethodSymbol method, string deed, string duty,
        ImmutableDictionary<string, string?>? facts = null)
    {
        bool isHere = finding.Cause == finding.Place;
        string where = isHere ? "" : finding.IsLock ? $" around '{MessageText.Of(finding.Cause)}'"
            : $" (in '{MessageText.Of(finding.Cause)}')";
        return Diagnostic.Create(
            s_descriptor,
            finding.Place.GetLocation(),
            isHere ? ImmutableArray<Location>.Empty : [finding.Cause.GetLocation()],
            facts,
            MessageText.Of(finding.Place),
            deed + where,
            method.Name,
            duty);
    }

    // What the fix has to test and to answer; no answer is known where no contract names one.
    private static ImmutableDictionary<string, string?>? Facts(
        MemberContract contract, IMethodSymbol method, ISymbol permission)
    {
        string? answer = contract.Frees is { } frees
            ? frees.Stop ?? (method.ReturnType.SpecialType == SpecialType.System_Int64 ? "0" : null)
            : contract.Release is { StillAttached.IsEmpty: false } release
                ? ReleaseAnswer.Text(method, release.StillAttached[0])
            : null;
        IParameterSymbol? parameter = method.Parameters.FirstOrDefault(candidate =>
            candidate.Type.GetMembers(permission.Name).Any());
        return answer is null || parameter is null ? null : ImmutableDictionary<string, string?>.Empty
            .Add(FixFacts.Permission, parameter.Name + "." + permission.Name).Add(FixFacts.Answer, answer);
    }
}
