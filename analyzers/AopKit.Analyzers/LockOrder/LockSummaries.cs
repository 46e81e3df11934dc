using System.Collections.Concurrent;
using System.Collections.Immutable;
using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.LockOrder;

/// <summary>
/// Which locks the methods of one compilation take, found out once for each method and depth. Dies with it.
/// </summary>
internal sealed class LockSummaries(LifetimeEngine engine)
{
    private const int MaximumDepth = 3;

    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<TakenLock>>[] _taken =
        [.. Enumerable.Range(0, MaximumDepth).Select(_ =>
            new ConcurrentDictionary<ISymbol, ImmutableArray<TakenLock>>(SymbolEqualityComparer.Default))];

    /// <summary>The locks that an operation takes, itself or in what it calls.</summary>
    public IEnumerable<TakenLock> Taken(IOperation operation, CancellationToken cancellation) =>
        Taken(operation, MaximumDepth, cancellation);

    /// <summary>The operations that a body runs itself: functions are not run where they are written.</summary>
    public static IEnumerable<IOperation> Own(IOperation operation) =>
        operation is IAnonymousFunctionOperation or ILocalFunctionOperation
            ? []
            : operation.ChildOperations.SelectMany(Own).Prepend(operation);

    private IEnumerable<TakenLock> Taken(IOperation operation, int depth, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (TakenLock.By(operation, engine.Contracts) is { } taken)
        {
            return [taken];
        }

        return depth > 0 && operation is IInvocationOperation call && !Calls.IsDispatched(call)
            && SymbolEqualityComparer.Default.Equals(
                call.TargetMethod.ContainingAssembly, engine.Contracts.Compilation.Assembly)
            && call.TargetMethod is { MethodKind: MethodKind.Ordinary, IsIterator: false }
            ? By(call.TargetMethod.OriginalDefinition, depth - 1, cancellation)
            : [];
    }

    // Two threads may both find it out; the depth grows with each call, so recursion ends.
    private ImmutableArray<TakenLock> By(IMethodSymbol method, int depth, CancellationToken cancellation)
    {
        if (_taken[depth].TryGetValue(method, out ImmutableArray<TakenLock> known))
        {
            return known;
        }

        ImmutableArray<TakenLock> taken = engine.Body(method, cancellation) is { } body
            ? [.. Own(body).SelectMany(operation => Taken(operation, depth, cancellation))]
            : [];
        return _taken[depth].GetOrAdd(method, taken);
    }
}
