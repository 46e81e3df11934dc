using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// After which block nothing reads a local any more. What is known of it then only keeps apart paths that no rule can
/// tell from each other, and makes long methods cost the square of their length.
/// </summary>
/// <remarks>
/// The blocks of a graph stand in the order of the text, so a local that is not referenced behind a block is dead there
/// unless a loop leads back. Locals that a lambda or a local function reads are never taken for dead.
/// </remarks>
internal sealed class LastUses
{
    private readonly Dictionary<ISymbol, int> _lastBlocks = new(SymbolEqualityComparer.Default);

    private LastUses()
    {
    }

    public static LastUses Of(ControlFlowGraph graph)
    {
        LastUses uses = new();
        Dictionary<ISymbol, int> firstBlocks = new(SymbolEqualityComparer.Default);
        uses.Declare(graph.Root, firstBlocks);
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                uses.Note(operation, block.Ordinal);
            }

            uses.Note(block.BranchValue, block.Ordinal);
        }

        uses.ForgetCaptured(graph);
        uses.ExtendOverLoops(graph, firstBlocks);
        return uses;
    }

    /// <summary>Whether the place is a local, or a member of one, that nothing from this block on refers to.</summary>
    public bool IsOver(AccessPath place, int block) =>
        place.Root is ILocalSymbol local && _lastBlocks.TryGetValue(local, out int last) && last < block;

    private void Declare(ControlFlowRegion region, Dictionary<ISymbol, int> firstBlocks)
    {
        foreach (ILocalSymbol local in region.Locals)
        {
            // A reference to a local may stand for another place.
            if (!local.IsRef)
            {
                _lastBlocks[local] = firstBlocks[local] = region.FirstBlockOrdinal;
            }
        }

        foreach (ControlFlowRegion nested in region.NestedRegions)
        {
            Declare(nested, firstBlocks);
        }
    }

    private void Note(IOperation? operation, int block)
    {
        foreach (IOperation part in operation?.DescendantsAndSelf() ?? [])
        {
            if (part is ILocalReferenceOperation { Local: { } local } && _lastBlocks.ContainsKey(local))
            {
                _lastBlocks[local] = block;
            }
        }
    }

    private void ForgetCaptured(ControlFlowGraph graph)
    {
        IEnumerable<CapturedVariables> functions = graph.LocalFunctions
            .Select(function => CapturedVariables.Of(graph.GetLocalFunctionControlFlowGraph(function), function))
            .Concat(graph.Blocks
                .SelectMany(block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
                .SelectMany(operation => operation.DescendantsAndSelf())
                .OfType<IFlowAnonymousFunctionOperation>()
                .Select(lambda =>
                    CapturedVariables.Of(graph.GetAnonymousFunctionControlFlowGraph(lambda), lambda.Symbol)));
        foreach (ISymbol variable in functions.SelectMany(captured => captured.Read))
        {
            _lastBlocks.Remove(variable);
        }
    }

    // A local that is declared outside a loop and used in it is needed until the loop's end.
    private void ExtendOverLoops(ControlFlowGraph graph, Dictionary<ISymbol, int> firstBlocks)
    {
        (int Start, int End)[] loops = graph.Blocks
            .SelectMany(block => new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
            .Where(branch => branch?.Destination is { } target && target.Ordinal <= branch.Source.Ordinal)
            .Select(branch => (branch!.Destination!.Ordinal, branch.FinallyRegions
                .Select(region => region.LastBlockOrdinal).Append(branch.Source.Ordinal).Max()))
            .OrderBy(loop => loop.Item2)
            .ToArray();
        if (loops.Length == 0)
        {
            return;
        }

        foreach (ISymbol local in _lastBlocks.Keys.ToArray())
        {
            // Inner loops come first, as they end first.
            foreach ((int start, int end) in loops)
            {
                int last = _lastBlocks[local];
                if (last >= start && last < end && firstBlocks[local] < start)
                {
                    _lastBlocks[local] = end;
                }
            }
        }
    }
}
