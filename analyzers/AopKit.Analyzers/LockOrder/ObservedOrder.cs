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
        var edges = _edges.OrderBy(edge => edge.Place.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(edge => edge.Place.SpanStart).ToList();
        for (int later = 1; later < edges.Count; later++)
        {
            int earlier = edges.FindIndex(0, later, edge => AreOpposite(edge, edges[later]));
            if (earlier >= 0)
            {
                (TakenLock outer, TakenLock inner, SyntaxNode place) = edges[later];
                yield return (place, edges[earlier].Place, outer.Lock.Name, inner.Lock.Name);
            }
        }
    }

    private static bool AreOpposite(
        (TakenLock Outer, TakenLock Inner, SyntaxNode Place) one,
        (TakenLock Outer, TakenLock Inner, SyntaxNode Place) other) =>
        SymbolEqualityComparer.Default.Equals(one.Outer.Lock, other.Inner.Lock)
        && SymbolEqualityComparer.Default.Equals(one.Inner.Lock, other.Outer.Lock);
}
