using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>
/// Searches a body, and the callees of this compilation that it is sure to run, for an effect. One search serves one
/// callback: callees are looked into once for each thing that they are told about the guard.
/// </summary>
internal sealed class EffectSearch(
    LifetimeEngine engine, Effects wanted, ISymbol? guard, bool guardMovesOn, CancellationToken cancellation)
{
    // A callback that reaches more bodies than this is not looked at further: silence, not a hang.
    private const int MaximumBodies = 256;

    private const int MaximumPredicateDepth = 3;

    private readonly List<IMethodSymbol> _predicates = [];

    /// <summary>
    /// Looks at locks too: whether one that is taken here is held around the effect elsewhere. Null: locks are fine.
    /// </summary>
    public HeldLocks? Locks { get; init; }

    /// <summary>Variables of the callback that are computed from the guard.</summary>
    public IReadOnlyCollection<ISymbol> Dependent { get; init; } = [];

    /// <summary>What a callback's own body does that it must not do, but where a guard allows it.</summary>
    public static IEnumerable<EffectFinding> OfCallback(
        OperationBlockAnalysisContext context, IOperation body, LifetimeEngine engine, Effects wanted, ISymbol? guard,
        HeldLocks? locks) =>
        new EffectSearch(
            engine, wanted, guard, GuardUses.IsPutIntoObject(body, guard), context.CancellationToken)
        {
            Locks = locks,
            Dependent = GuardUses.Dependent(body, guard),
        }.In(context.GetControlFlowGraph(body));

    public IEnumerable<EffectFinding> In(ControlFlowGraph graph) => In(graph, GuardState.Entry, []);

    /// <summary>
    /// The cause of the effect that one operation has, or null. Looks at no path, so it takes no guard into account.
    /// </summary>
    public SyntaxNode? CauseOf(IOperation operation) =>
        MemberOf(operation) is var (member, receiver) && Has(member, operation, receiver) ? operation.Syntax
        : Callee(operation) is { } callee ? Into(callee, GuardState.Entry, [])?.Cause
        : null;

    private IEnumerable<EffectFinding> In(
        ControlFlowGraph graph, GuardState entry, List<(IMethodSymbol, GuardState)> visited)
    {
        EffectWalk walk =
            new EffectWalk(graph, new(guard, guardMovesOn, Dependent, Predicate), cancellation).Run(entry);
        foreach ((IOperation operation, GuardState state) in walk.Operations())
        {
            if (guard is not null && state.Known.Contains(guard))
            {
                continue;
            }

            foreach (EffectFinding finding in Of(operation, state, walk, visited))
            {
                yield return finding;
            }
        }
    }

    private IEnumerable<EffectFinding> Of(
        IOperation operation, GuardState state, EffectWalk walk, List<(IMethodSymbol, GuardState)> visited)
    {
        if (operation is IInvocationOperation call)
        {
            foreach (ControlFlowGraph inner in RunInPlace(call, walk.Graph, state, visited))
            {
                foreach (EffectFinding finding in In(inner, state, visited))
                {
                    yield return finding;
                }
            }
        }

        if (Locks is not null && LockCalls.Taken(operation, walk) is { } taken
            && Locks.Around(taken, cancellation) is { } held)
        {
            yield return new(operation.Syntax, held, IsLock: true);
        }

        if (MemberOf(operation) is var (member, receiver) && Has(member, operation, receiver))
        {
            if (!WaitCalls.GivesUpAtOnce(operation) && !WaitCalls.IsOver(operation, state, walk)
                && !walk.HoldsHarmless(receiver))
            {
                yield return new(operation.Syntax, operation.Syntax);
            }
        }
        else if (Callee(operation) is { } callee
            && Into(callee, Told(operation, callee, state, walk), visited) is { } deeper)
        {
            yield return deeper with { Place = operation.Syntax };
        }
    }

    // Local functions and delegates that the callee runs at once see the variables of the body, and what is known
    // there.
    private static IEnumerable<ControlFlowGraph> RunInPlace(
        IInvocationOperation call, ControlFlowGraph graph, GuardState state, List<(IMethodSymbol, GuardState)> visited)
    {
        if (call.TargetMethod is { MethodKind: MethodKind.LocalFunction, IsIterator: false } local
            && Enter(visited, local, state)
            && graph.FindLocalFunction(local.OriginalDefinition) is { } body)
        {
            yield return body;
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Value is IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda }
                && ImmediateCalls.Contains(call.TargetMethod))
            {
                yield return graph.GetAnonymousFunctionControlFlowGraphInScope(lambda);
            }
        }
    }

    private static bool Enter(
        List<(IMethodSymbol Method, GuardState State)> visited, IMethodSymbol method, GuardState state)
    {
        if (visited.Count >= MaximumBodies
            || visited.Any(
                known => SymbolEqualityComparer.Default.Equals(known.Method, method) && known.State.Equals(state)))
        {
            return false;
        }

        visited.Add((method, state));
        return true;
    }

    private EffectFinding? Into(IMethodSymbol callee, GuardState entry, List<(IMethodSymbol, GuardState)> visited) =>
        Enter(visited, callee, entry)
        && LifetimeEngine.Graph(engine.Body(callee, cancellation), cancellation) is { } graph
            ? In(graph, entry, visited).FirstOrDefault()
            : null;

    private bool Has(ISymbol member, IOperation operation, IOperation? receiver) =>
        (engine.Contracts.Of(member).Effects & wanted) != 0
        || ((wanted & Effects.Blocks) != 0 && BlockingMembers.Contains(member, receiver?.Type)
            && !IsWritten(operation));

    private static bool IsWritten(IOperation operation) =>
        operation.Parent is IAssignmentOperation assignment && assignment.Target == operation;

    private static (ISymbol Member, IOperation? Receiver)? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => (Calls.Target(call), Calls.Receiver(call)),
        IPropertyReferenceOperation property => (property.Property, property.Instance),
        IObjectCreationOperation { Constructor: { } constructor } => (constructor, null),
        _ => null,
    };

    // A body of this compilation that runs for certain; a member with effects of its own is taken at its word.
    private IMethodSymbol? Callee(IOperation operation)
    {
        IMethodSymbol? method = operation switch
        {
            IInvocationOperation call when !Calls.IsDispatched(call) => Calls.Target(call),
            IPropertyReferenceOperation { Property: { IsVirtual: false, IsOverride: false,
                IsAbstract: false } property } =>
                IsWritten(operation) ? property.SetMethod : property.GetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        return method is { MethodKind: not MethodKind.LocalFunction, IsIterator: false }
            && engine.Contracts.Of(method).Effects == Effects.None
            && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, engine.Contracts.Compilation.Assembly)
            ? method.OriginalDefinition
            : null;
    }

    private GuardState Told(IOperation operation, IMethodSymbol callee, GuardState state, EffectWalk walk)
    {
        GuardState told = GuardState.Entry;
        IEnumerable<IArgumentOperation> arguments = operation switch
        {
            IInvocationOperation call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => [],
        };
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { } parameter && parameter.Ordinal < callee.Parameters.Length)
            {
                Truth truth = walk.Conditions.Read(argument.Value, state).Given(state.Known);
                told = told.Assign(
                    callee.Parameters[parameter.Ordinal], guard is null ? ConstantOnly(truth) : truth.Only(guard));
            }
        }

        return told;
    }

    private static Truth ConstantOnly(Truth truth) =>
        new(truth.WhenTrue.IsAll ? Facts.All : Facts.None, truth.WhenFalse.IsAll ? Facts.All : Facts.None);

    // What a bool method of this compilation tells about the guard, whatever its arguments.
    private Truth Predicate(IInvocationOperation call)
    {
        if (guard is null || call.TargetMethod.ReturnType.SpecialType != SpecialType.System_Boolean
            || Callee(call) is not { } method
            || _predicates.Count >= MaximumPredicateDepth
            || _predicates.Contains(method, SymbolEqualityComparer.Default)
            || LifetimeEngine.Graph(engine.Body(method, cancellation), cancellation) is not { } graph)
        {
            return Truth.Unknown;
        }

        _predicates.Add(method);
        Truth? returned =
            new EffectWalk(graph, new(guard, guardMovesOn, Dependent, Predicate), cancellation).Run(
                GuardState.Entry).Returned;
        _predicates.RemoveAt(_predicates.Count - 1);
        return returned?.Only(guard) ?? Truth.Unknown;
    }
}
