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
        HeldLocks locks = new(engine);
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
        ISymbol? guard = blocks ? Guard(method, callback.MayBlockIf) : null;
        HashSet<SyntaxNode> reported = [];
        foreach (IOperation block in context.OperationBlocks.Where(block => block is IBlockOperation))
        {
            EffectSearch search =
                new(engine, Forbidden, guard, GuardUses.IsPutIntoObject(block, guard), context.CancellationToken)
            {
                Locks = blocks ? locks : null,
                Dependent = GuardUses.Dependent(block, guard),
            };
            foreach (EffectFinding finding in search.In(context.GetControlFlowGraph(block)))
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

    // The member of a parameter's type that says that the callback may block.
    private static ISymbol? Guard(IMethodSymbol callback, string? name) => name is null ? null : callback.Parameters
        .SelectMany(parameter => parameter.Type.GetMembers(name))
        .FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol)?.OriginalDefinition;
}
