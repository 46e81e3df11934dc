namespace AopKit.Benchmarks.HitRatio.Caches;

/// <summary>
/// The optimum that no cache can beat which fills what is asked for: it knows the future, and takes the page whose next
/// use is farthest away. Source: Belady, A study of replacement algorithms for a virtual-storage computer, IBM Systems
/// Journal 1966.
/// </summary>
internal sealed class OptimumReplay(int capacity, int pageCount) : IReplayed
{
    private const int Never = int.MaxValue;

    public long Replay(ReadOnlySpan<int> pages)
    {
        int[] nextUses = NextUses(pages);

        // For each page in the cache its next use; 0 for others, since nothing is used next at the very first request.
        int[] nextUse = new int[pageCount];

        // Farthest first. What was used since it was entered has a time that has passed, and so never comes up before
        // others; pages that are never used again come first, in any order.
        var farthest = new PriorityQueue<int, long>();
        long hits = 0;
        int count = 0;
        for (int now = 0; now < pages.Length; now++)
        {
            int page = pages[now];
            if (nextUse[page] != 0)
            {
                hits++;
            }
            else if (count < capacity)
            {
                count++;
            }
            else
            {
                nextUse[farthest.Dequeue()] = 0;
            }

            nextUse[page] = nextUses[now];
            farthest.Enqueue(page, -(long)nextUses[now]);
            if (farthest.Count > (4L * capacity) + 1024)
            {
                farthest = WithoutPast(farthest, now);
            }
        }

        return hits;
    }

    public void Dispose()
    {
        // Nothing but managed memory.
    }

    private int[] NextUses(ReadOnlySpan<int> pages)
    {
        int[] nextUses = new int[pages.Length];
        int[] next = new int[pageCount];
        Array.Fill(next, Never);
        for (int time = pages.Length - 1; time >= 0; time--)
        {
            nextUses[time] = next[pages[time]];
            next[pages[time]] = time;
        }

        return nextUses;
    }

    private static PriorityQueue<int, long> WithoutPast(PriorityQueue<int, long> queue, int now) =>
        new(queue.UnorderedItems.Where(item => -item.Priority > now));
}
