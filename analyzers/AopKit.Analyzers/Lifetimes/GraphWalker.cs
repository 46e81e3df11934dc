using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// Runs one graph, or one <c>finally</c> region of it, to a fixpoint: first until no block learns anything new, then
/// once more with the
/// rules watching. A branch that leaves a <c>try</c> walks the <c>finally</c> regions on its way.
/// </summary>
/// <param name="body">The analysis.</param>
/// <param name="graph">The graph.</param>
/// <param name="region">The <c>finally</c> that is walked; null for the whole graph.</param>
/// <param name="outer">Who walks what lies around <paramref name="region"/>.</param>
internal sealed class GraphWalker(
    BodyAnalysis body, ControlFlowGraph graph, ControlFlowRegion? region = null, GraphWalker? outer = null)
{
    private const int MaximumBlocks = 4000;

    // Each block may be visited this often on average; only a pathological body needs more, and is then left alone.
    private const int VisitsPerBlock = 64;

    private readonly StateSet?[] _entries = new StateSet?[graph.Blocks.Length];
    private readonly SortedSet<int> _pending = [];
    private readonly List<FlowState> _exits = [];
    private readonly Evaluator _evaluator = new(body, graph);
    private readonly LastUses _lastUses = body.LastUsesOf(graph);
    private bool _settled;

    public IReadOnlyList<FlowState> RunBody(FlowState entry) => Run(graph.Blocks[0], [entry]);

    private IReadOnlyList<FlowState> Run(BasicBlock first, IReadOnlyList<FlowState> entries)
    {
        if (graph.Blocks.Length > MaximumBlocks)
        {
            body.GaveUp = true;
            return [];
        }

        bool observing = body.IsObserving;
        body.IsObserving = false;
        Enter(first, entries);
        Settle();
        body.IsObserving = observing;
        _settled = true;
        for (int ordinal = 0; ordinal < _entries.Length && !body.GaveUp; ordinal++)
        {
            if (_entries[ordinal] is not null)
            {
                Visit(graph.Blocks[ordinal]);
            }
        }

        return _exits;
    }

    private void Settle()
    {
        int budget = graph.Blocks.Length * VisitsPerBlock;
        while (_pending.Count > 0 && !body.GaveUp)
        {
            body.Cancellation.ThrowIfCancellationRequested();
            int ordinal = _pending.Min;
            _pending.Remove(ordinal);
            Visit(graph.Blocks[ordinal]);
            body.GaveUp |= --budget < 0;
        }
    }

    private void Visit(BasicBlock block)
    {
        IReadOnlyList<FlowState> states = _entries[block.Ordinal]!.States.ToArray();
        List<BasicBlock> handlers = Handlers(block.EnclosingRegion);
        foreach (IOperation operation in block.Operations)
        {
            Interrupt(handlers, states);
            states = Execute(states, operation);
        }

        Interrupt(handlers, states);
        Leave(block, states);
    }

    private IReadOnlyList<FlowState> Execute(IReadOnlyList<FlowState> states, IOperation operation)
    {
        StateSet results = new();
        foreach (FlowState state in states)
        {
            foreach ((FlowState after, Value _) in _evaluator.Outcomes(state, operation))
            {
                results.Add(after);
            }
        }

        return results.States;
    }

    private void Leave(BasicBlock block, IReadOnlyList<FlowState> states)
    {
        if (block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is { } condition)
        {
            (List<FlowState> whenTrue, List<FlowState> whenFalse) = Split(states, condition, IsLoopHeader(block));
            bool jumpsOnTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Follow(block, block.ConditionalSuccessor, jumpsOnTrue ? whenTrue : whenFalse);
            Follow(block, block.FallThroughSuccessor, jumpsOnTrue ? whenFalse : whenTrue);
            return;
        }

        if (block.BranchValue is { } value)
        {
            states = Result(states, value, block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return);
        }

        Follow(block, block.FallThroughSuccessor, states);
    }

    private (List<FlowState> WhenTrue, List<FlowState> WhenFalse) Split(
        IReadOnlyList<FlowState> states, IOperation condition, bool isLoopHeader)
    {
        List<FlowState> whenTrue = [];
        List<FlowState> whenFalse = [];
        foreach (FlowState state in states)
        {
            foreach ((FlowState after, Value value) in _evaluator.Outcomes(state, condition))
            {
                FlowState? positive = _evaluator.Assume(after, condition, value, true);
                FlowState? negative = _evaluator.Assume(after, condition, value, false);
                if (positive is not null && negative is not null)
                {
                    NoteBranch(positive, isLoopHeader);
                    NoteBranch(negative, isLoopHeader);
                }

                AddIfAny(whenTrue, positive);
                AddIfAny(whenFalse, negative);
            }
        }

        return (whenTrue, whenFalse);
    }

    private IReadOnlyList<FlowState> Result(IReadOnlyList<FlowState> states, IOperation value, bool returns)
    {
        List<FlowState> results = [];
        foreach (FlowState state in states)
        {
            foreach ((FlowState after, Value result) in _evaluator.Outcomes(state, value))
            {
                if (returns)
                {
                    _evaluator.NoteReturned(after, value);
                    after.Assign(AccessPath.Result, result);
                    after.ResultSite = value;
                }

                results.Add(after);
            }
        }

        return results;
    }

    private void Follow(BasicBlock source, ControlFlowBranch? branch, IReadOnlyList<FlowState> states)
    {
        if (branch is null || states.Count == 0)
        {
            return;
        }

        if (branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling)
        {
            Exit(states);
            return;
        }

        foreach (ControlFlowRegion left in branch.Destination is null ? [] : branch.FinallyRegions)
        {
            states = new GraphWalker(body, graph, left, this).Run(graph.Blocks[left.FirstBlockOrdinal], states);
        }

        if (branch.Destination is not { } destination)
        {
            return;
        }

        if (destination.Kind == BasicBlockKind.Exit)
        {
            Exit(states);
            return;
        }

        AccessPath[] places = branch.LeavingRegions.SelectMany(PlacesOf).ToArray();
        if (places.Length > 0)
        {
            states = states.Select(state => Without(state, places)).ToArray();
        }

        Enter(destination, destination.Ordinal <= source.Ordinal ? Repeated(states) : states);
    }

    // A copy: of a block without operations, the states are those of its entry.
    private static FlowState Without(FlowState state, AccessPath[] places)
    {
        FlowState left = state.Clone();
        foreach (AccessPath place in places)
        {
            left.Forget(place);
        }

        return left;
    }

    /// <summary>What goes out of scope with a region.</summary>
    private static IEnumerable<AccessPath> PlacesOf(ControlFlowRegion region) =>
        region.CaptureIds.Select(AccessPath.Of).Concat(region.Locals.Select(AccessPath.Of));

    private void Exit(IReadOnlyList<FlowState> states)
    {
        if (_settled)
        {
            _exits.AddRange(states.Where(state => !_exits.Any(state.Equals)));
        }
    }

    private void Enter(BasicBlock block, IReadOnlyList<FlowState> states)
    {
        if (_settled)
        {
            return;
        }

        StateSet entry = _entries[block.Ordinal] ??= new();
        bool isNews = false;
        foreach (FlowState state in states)
        {
            FlowState entering = state.Clone();
            entering.Prune(_lastUses, block.Ordinal);
            isNews |= entry.Add(entering);
        }

        if (isNews)
        {
            _pending.Add(block.Ordinal);
        }
    }

    /// <summary>Any operation of a <c>try</c> may throw: the handlers see the state before each.</summary>
    private void Interrupt(List<BasicBlock> handlers, IReadOnlyList<FlowState> states)
    {
        foreach (BasicBlock handler in _settled ? [] : handlers)
        {
            EnterHandler(handler, states.Select(Interrupted).ToArray());
        }
    }

    // What a finally throws is caught outside it, and goes on from there, not from the end of the finally.
    private void EnterHandler(BasicBlock handler, IReadOnlyList<FlowState> states)
    {
        if (outer is not null
            && (handler.Ordinal < region!.FirstBlockOrdinal || handler.Ordinal > region.LastBlockOrdinal))
        {
            outer.EnterHandler(handler, states);
        }
        else
        {
            Enter(handler, states);
        }
    }

    private static FlowState Interrupted(FlowState state)
    {
        FlowState interrupted = state.Clone();
        interrupted.Exceptional = true;
        NoteBranch(interrupted, isLoopHeader: false);
        return interrupted;
    }

    /// <summary>
    /// What every path of this edge has ended is ended in each iteration, whatever the loop's condition says.
    /// </summary>
    private static FlowState[] Repeated(IReadOnlyList<FlowState> states)
    {
        FlowState[] repeated = states.Select(state => state.Clone()).ToArray();
        foreach (FlowState state in repeated)
        {
            state.ForEachLoan(
                (loan, known) => known.IsEnded && states.All(other => other.Get(loan) is { IsEnded: true })
                ? known with { EveryIteration = true, Branched = false }
                : known);
        }

        return repeated;
    }

    private static void NoteBranch(FlowState state, bool isLoopHeader) => state.ForEachLoan((_, known) =>
    {
        bool branched = known.IsEnded && !known.Branched && !(isLoopHeader && known.EveryIteration);
        bool metadataBranched = known.Metadata == MetadataState.Detached && !known.MetadataBranched;
        return branched || metadataBranched
            ? known with
            {
                Branched = known.Branched || branched,
                MetadataBranched = known.MetadataBranched || metadataBranched,
            }
            : known;
    });

    private static void AddIfAny(List<FlowState> states, FlowState? state)
    {
        if (state is not null)
        {
            states.Add(state);
        }
    }

    private static bool IsLoopHeader(BasicBlock block) =>
        block.Predecessors.Any(predecessor => predecessor.Source.Ordinal >= block.Ordinal);

    private List<BasicBlock> Handlers(ControlFlowRegion? around)
    {
        List<BasicBlock> handlers = [];

        // The regions of a lambda's graph go on into those of the method around it; its own end at the root.
        for (; around is not null && around != graph.Root; around = around.EnclosingRegion)
        {
            if (around.Kind == ControlFlowRegionKind.Try
                && around.EnclosingRegion is { Kind: ControlFlowRegionKind.TryAndCatch } parent)
            {
                handlers.AddRange(
                    parent.NestedRegions.Skip(1).Select(nested => graph.Blocks[nested.FirstBlockOrdinal]));
            }
        }

        return handlers;
    }
}
