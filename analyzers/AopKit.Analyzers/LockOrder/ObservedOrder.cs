using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.LockOrder;

/// <summary>Which lock was seen to be taken under which, over a whole compilation. Dies with it.</summary>
internal sealed class ObservedOrder
{
    private readonly ConcurrentBag<(TakenLock Outer, TakenLock Inner, SyntaxNode Place)> _edges = [];

    public void Add(TakenLock outer, TakenLock inner, SyntaxNode place) => _edges.Add((outer, inner, place));

    /// <summary>
    /// Places that take two locks in the other order than an earlier place does, in the order of the source.
    /// </summary>
    public IEnumerable<(SyntaxNode Place, SyntaxNode Earlier, string Held, string Taken)> Inversions()
    {
        Dictionary<ISymbol, Dictionary<ISymbol, SyntaxNode>> first = new(SymbolEqualityComparer.Default);
        foreach ((TakenLock outer, TakenLock inner, SyntaxNode place) in _edges
            .OrderBy(edge => edge.Place.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(edge => edge.Place.SpanStart))
        {
            if (InnerOf(first, inner.Lock).TryGetValue(outer.Lock, out SyntaxNode? earlier))
            {
                yield return (place, earlier, outer.Lock.Name, inner.Lock.Name);
            }

            Dictionary<ISymbol, SyntaxNode> known = InnerOf(first, outer.Lock);
            if (!known.ContainsKey(inner.Lock))
            {
                known.Add(inner.Lock, place);
            }
        }
    }

    private static Dictionary<ISymbol, SyntaxNode> InnerOf(
        Dictionary<ISymbol, Dictionary<ISymbol, SyntaxNode>> first, ISymbol outer)
    {
        if (!first.TryGetValue(outer, out Dictionary<ISymbol, SyntaxNode>? inner))
        {
            first.Add(outer, inner = new(SymbolEqualityComparer.Default));
        }

        return inner;
    }
}
