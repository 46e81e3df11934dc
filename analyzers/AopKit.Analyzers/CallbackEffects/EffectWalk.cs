using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>
/// Walks a body with what is known about its guard, and shows each operation that runs before the body first awaits,
/// with the facts that hold there on every path.
/// </summary>
internal sealed class EffectWalk(ControlFlowGraph graph, ConditionReader conditions, CancellationToken cancellation)
{
    private readonly Dictionary<int, GuardState> _entries = [];
    private readonly Dictionary<CaptureId, IOperation?> _captures = [];
    private readonly Dictionary<ISymbol, bool> _holdsHarmless = new(SymbolEqualityComparer.Default);
    private readonly Queue<BasicBlock> _pending = new();

    public ControlFlowGraph Graph { get; } = graph;

    public ConditionReader Conditions { get; } = conditions;

    /// <summary>What the returned bool tells, over all returns; null when nothing returned.</summary>
    public Truth? Returned { get; private set; }

    /// <summary>Finds the states first; then the operations can be asked for.</summary>
    public EffectWalk Run(GuardState entry)
    {
        Reach(Graph.Blocks[0], entry);
        while (_pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            BasicBlock block = _pending.Dequeue();
            Leave(block, Through(block, _entries[block.Ordinal], out bool awaits), awaits);
        }

        return this;
    }

    /// <summary>Every operation that can be reached without an <c>await</c>, and what is known there.</summary>
    public IEnumerable<(IOperation Operation, GuardState State)> Operations()
    {
        foreach (BasicBlock block in Graph.Blocks)
        {
            if (!_entries.TryGetValue(block.Ordinal, out GuardState? state))
            {
                continue;
            }

            foreach (IOperation statement in Statements(block))
            {
                foreach (IOperation operation in BeforeAwait(statement))
                {
                    yield return (operation, state);
                }

                if (Awaits(statement))
                {
                    break;
                }

                state = After(statement, state);
            }
        }
    }

    /// <summary>The expression behind a captured value.</summary>
    public IOperation? Origin(IOperation? operation) => operation switch
    {
        IFlowCaptureReferenceOperation reference =>
            _captures.TryGetValue(reference.Id, out IOperation? value) ? Origin(value) : null,
        IConversionOperation conversion => Origin(conversion.Operand),
        IParenthesizedOperation inner => Origin(inner.Operand),
        _ => operation,
    };

    /// <summary>Whether all that a variable is ever given is known not to block (a stream over memory).</summary>
    public bool HoldsHarmless(IOperation? operation) =>
        Variables.Of(operation) is ILocalSymbol local && _holdsHarmless.TryGetValue(local, out bool isHarmless)
        && isHarmless;

    private static IEnumerable<IOperation> Statements(BasicBlock block) =>
        block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;

    private static bool Awaits(IOperation statement) =>
        statement.DescendantsAndSelf().Any(operation => operation is IAwaitOperation);

    // What is awaited is computed before the method gives up the thread; the rest of the statement comes after.
    private static IEnumerable<IOperation> BeforeAwait(IOperation statement) =>
        statement.DescendantsAndSelf().OfType<IAwaitOperation>().FirstOrDefault() is { } awaited
            ? awaited.Operation.DescendantsAndSelf()
            : statement.DescendantsAndSelf();

    private GuardState Through(BasicBlock block, GuardState state, out bool awaits)
    {
        awaits = false;
        foreach (IOperation statement in Statements(block))
        {
            if (awaits = Awaits(statement))
            {
                break;
            }

            state = After(statement, state);
        }

        return state;
    }

    private GuardState After(IOperation statement, GuardState state)
    {
        foreach (IOperation operation in statement.DescendantsAndSelf())
        {
            if (operation is IFlowCaptureOperation capture)
            {
                // Two branches may capture different things; only what is always the same can be looked through.
                _captures[capture.Id] = !_captures.TryGetValue(capture.Id, out IOperation? other)
                || other == capture.Value
                    ? capture.Value
                    : null;
                state = state.Assign(capture.Id, Conditions.Read(capture.Value, state));
            }
            else if (
                operation is ISimpleAssignmentOperation assignment && Variables.Of(assignment.Target) is { } variable)
            {
                bool isHarmless = BlockingMembers.IsHarmless(Origin(assignment.Value)?.Type);
                _holdsHarmless[variable] = isHarmless
                    && (!_holdsHarmless.TryGetValue(variable, out bool before) || before);
                state = state.Assign(variable, Conditions.Read(assignment.Value, state));
            }
            else if (operation is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument
                && Variables.Of(argument.Value) is { } changed)
            {
                state = state.Assign(changed, Truth.Unknown);
            }
        }

        return state;
    }

    private void Leave(BasicBlock block, GuardState state, bool awaits)
    {
        ReachHandlers(block, _entries[block.Ordinal]);
        ReachHandlers(block, state);
        if (awaits)
        {
            return;
        }

        if (block.ConditionalSuccessor is { } conditional && block.BranchValue is { } value)
        {
            Truth truth = Conditions.Read(value, state);
            bool jumpsWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Reach(conditional.Destination, state, jumpsWhenTrue ? truth.WhenTrue : truth.WhenFalse);
            Reach(block.FallThroughSuccessor?.Destination, state, jumpsWhenTrue ? truth.WhenFalse : truth.WhenTrue);
            return;
        }

        if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return }
            && block.BranchValue is { } result)
        {
            Truth truth = Conditions.Read(result, state).Given(state.Known);
            Returned = Returned is null ? truth : Returned.Or(truth);
        }

        Reach(block.FallThroughSuccessor?.Destination, state);
    }

    // Anything in a try may throw, so its handlers start with what was known at any place of it.
    private void ReachHandlers(BasicBlock block, GuardState state)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } whole })
            {
                foreach (ControlFlowRegion handler in whole.NestedRegions.Where(
                    nested => nested.Kind != ControlFlowRegionKind.Try))
                {
                    Reach(Graph.Blocks[handler.FirstBlockOrdinal], state);
                }
            }
        }
    }

    private void Reach(BasicBlock? block, GuardState state, Facts learnt)
    {
        if (!learnt.IsAll)
        {
            Reach(block, state.Learn(learnt));
        }
    }

    private void Reach(BasicBlock? block, GuardState state)
    {
        if (block is null)
        {
            return;
        }

        if (_entries.TryGetValue(block.Ordinal, out GuardState? known))
        {
            GuardState joined = known.Join(state);
            if (joined.Equals(known))
            {
                return;
            }

            state = joined;
        }

        _entries[block.Ordinal] = state;
        _pending.Enqueue(block);
    }
}
