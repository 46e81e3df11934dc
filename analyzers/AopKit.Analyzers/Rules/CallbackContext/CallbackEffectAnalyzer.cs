using System.Collections.Immutable;
using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.CallbackContext;

/// <summary>
/// What the rules about the context of a callback share: they look for an effect that the context forbids.
/// </summary>
public abstract class CallbackEffectAnalyzer : AopAnalyzer
{
    private protected abstract CallbackContexts Context { get; }

    private protected abstract Effects Forbidden { get; }

    private protected abstract Diagnostic Describe(EffectFinding finding, IMethodSymbol callback, string? guard);

    private protected override void Register(CompilationStartAnalysisContext context, ContractModel contracts)
    {
        LifetimeEngine engine = new(contracts);
        HeldLocks locks = new(engine, Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache);
        context.RegisterOperationBlockAction(block => Analyze(block, engine, locks));
    }

    private void Analyze(OperationBlockAnalysisContext context, LifetimeEngine engine, HeldLocks locks)
    {
        if (context.OwningSymbol is not IMethodSymbol method || engine.Contracts.Of(method).Callback is not { } callback
            || (callback.Contexts & Context) == 0)
        {
            return;
        }

        bool blocks = Forbidden == Effects.Blocks;
        ISymbol? guard = blocks ? GuardUses.Member(method, callback.MayBlockIf) : null;
        HashSet<SyntaxNode> reported = [];
        foreach (IOperation block in context.OperationBlocks.Where(block => block is IBlockOperation))
        {
            foreach (EffectFinding finding in EffectSearch.OfCallback(
                context, block, engine, Forbidden, guard, blocks ? locks : null))
            {
                if (reported.Add(finding.Place))
                {
                    context.ReportDiagnostic(Describe(finding, method, guard?.Name));
                }
            }
        }
    }

    private protected static ImmutableArray<Location> Related(EffectFinding finding) =>
        finding.Cause == finding.Place ? ImmutableArray<Location>.Empty : [finding.Cause.GetLocation()];
}
