using System.Collections.Concurrent;
using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>
/// Which locks are held around something that takes long: whoever takes such a lock waits as long. A lock is a field
/// (or a parameter of a primary constructor), and the places that hold it are looked for in the type that declares it.
/// </summary>
/// <param name="engine">Bodies and contracts.</param>
/// <param name="effects">What takes long.</param>
internal sealed class HeldLocks(LifetimeEngine engine, Effects effects)
{
    private readonly ConcurrentDictionary<ISymbol, SyntaxNode?> _causes = new(SymbolEqualityComparer.Default);

    /// <summary>What is done under the lock that takes long; null if nothing is.</summary>
    public SyntaxNode? Around(ISymbol gate, CancellationToken cancellation)
    {
        if (_causes.TryGetValue(gate, out SyntaxNode? cause))
        {
            return cause;
        }

        return _causes.GetOrAdd(gate, Find(gate, cancellation));
    }

    private SyntaxNode? Find(ISymbol gate, CancellationToken cancellation)
    {
        EffectSearch search = new(engine, effects, guard: null, guardMovesOn: false, cancellation);
        return Methods(gate.ContainingType)
            .Where(method => !IsAtomic(method))
            .Select(method => engine.Body(method, cancellation)).OfType<IOperation>()
            .SelectMany(body => Run(body).OfType<ILockOperation>())
            .Where(region => SymbolEqualityComparer.Default.Equals(
                Variables.Of(region.LockedValue)?.OriginalDefinition, gate.OriginalDefinition))
            .SelectMany(region => Run(region.Body))
            .Select(search.CauseOf)
            .FirstOrDefault(cause => cause is not null);
    }

    // What blocks in such a callback is reported there.
    private bool IsAtomic(IMethodSymbol method) =>
        engine.Contracts.Of(method).Callback is { } callback && (callback.Contexts & CallbackContexts.Atomic) != 0;

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Concat(type.GetTypeMembers().SelectMany(Methods));

    // Functions are not run where they are written.
    public static IEnumerable<IOperation> Run(IOperation operation)
    {
        yield return operation;
        foreach (IOperation child in operation.ChildOperations)
        {
            if (child is not IAnonymousFunctionOperation and not ILocalFunctionOperation)
            {
                foreach (IOperation descendant in Run(child))
                {
                    yield return descendant;
                }
            }
        }
    }
}

/// <summary>Calls that take a lock, <c>lock</c> statements among them: in a graph they are calls.</summary>
internal static class LockCalls
{
    private static readonly ImmutableHashSet<string> s_calls = ImmutableHashSet.Create(
        "Monitor.Enter", "Monitor.TryEnter", "Lock.Enter", "Lock.EnterScope", "Lock.TryEnter");

    /// <summary>
    /// The lock that is waited for; null if none is, or the wait gives up at once, or the lock is not one of the
    /// object.
    /// </summary>
    public static ISymbol? Taken(IOperation operation, EffectWalk walk) =>
    Variables.Of(walk.Origin(Gate(operation))) switch
    {
        IFieldSymbol field => field,
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter =>
        parameter,
        _ => null,
    };

    private static IOperation? Gate(IOperation operation) => operation switch
    {
        IInvocationOperation call when TakesLock(call) => call.Instance ?? call.Arguments.FirstOrDefault()?.Value,

        // Where nullable is enabled, a graph shows the statement over a System.Threading.Lock as invalid, with the
        // lock as its part.
        IInvalidOperation { Syntax.Parent: LockStatementSyntax } invalid => invalid.ChildOperations.FirstOrDefault(),
        _ => null,
    };

    public static bool TakesLock(IInvocationOperation call) =>
        call.TargetMethod is { ContainingType: { } type } method
        && s_calls.Contains(type.Name + "." + method.Name)
        && type.ContainingNamespace?.ToDisplayString() == "System.Threading"
        && !WaitCalls.GivesUpAtOnce(call) && (method.Name != "TryEnter" || call.Arguments.Any(WaitCalls.IsLimit));
}
