namespace AopKit.Benchmarks.HitRatio.Caches;

/// <summary>Least recently used, as the textbooks have it.</summary>
internal sealed class LruReplay(int capacity, int pageCount) : IReplayed
{
    private readonly LinkedListNode<int>?[] _nodes = new LinkedListNode<int>?[pageCount];
    private readonly LinkedList<int> _byUse = new();

    public long Replay(ReadOnlySpan<int> pages)
    {
        long hits = 0;
        foreach (int page in pages)
        {
            if (_nodes[page] is { } node)
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                hits++;
                continue;
            }

            if (_byUse.Count == capacity)
            {
                LinkedListNode<int> oldest = _byUse.Last!;
                _byUse.Remove(oldest);
                _nodes[oldest.Value] = null;
            }

            _nodes[page] = _byUse.AddFirst(page);
        }

        return hits;
    }

    public void Dispose()
    {
        // Nothing but managed memory.
    }
}
