using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>
/// How many pages hold unwritten content in all of a cache, and in which spaces they are, for those who write them in
/// the background.
/// </summary>
/// <remarks>
/// A space with a dirty page is in the list, or in the hands of the one who took the list: who makes a page dirty looks
/// at the space's mark after he has counted the page, who lets a space go clears the mark before he looks at its count.
/// </remarks>
internal sealed class DirtyPages(TimeProvider time)
{
    private readonly object _progress = new();
    private long _dirtyCount;
    private long _writebackCount;
    private DirtySpace? _listed;
    private int _spaceCount;
    private long _endedRunCount;
    private int _waiterCount;

    /// <summary>Whether somebody takes the list; otherwise none is kept.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>Pages that were changed and are not being written.</summary>
    public long DirtyCount => Volatile.Read(ref _dirtyCount);

    /// <summary>Pages that are being written; one that is changed meanwhile counts in both.</summary>
    public long WritebackCount => Volatile.Read(ref _writebackCount);

    public long UnwrittenCount => DirtyCount + WritebackCount;

    /// <summary>Runs whose write has ended, well or not: who waits for progress looks at it first.</summary>
    public long EndedRunCount => Volatile.Read(ref _endedRunCount);

    /// <summary>Spaces that are in the list, or in the hands of the one who took it.</summary>
    public int SpaceCount => Volatile.Read(ref _spaceCount);

    /// <summary>Whether there are spaces in the list.</summary>
    public bool HasListed => Volatile.Read(ref _listed) is not null;

    /// <summary>A page has become dirty, and is counted in its space. The space's gate is held.</summary>
    public void Added(DirtySpace space)
    {
        Interlocked.Increment(ref _dirtyCount);
        if (IsFollowed)
        {
            List(space);
        }
    }

    /// <summary>A page is not dirty any more.</summary>
    public void Removed() => Interlocked.Decrement(ref _dirtyCount);

    /// <summary>A page begins to be written.</summary>
    public void BeginWriteback() => Interlocked.Increment(ref _writebackCount);

    /// <summary>A run of pages is not being written any more.</summary>
    public void EndWriteback(int pageCount)
    {
        Interlocked.Add(ref _writebackCount, -pageCount);
        Interlocked.Increment(ref _endedRunCount);
        Pulse();
    }

    /// <summary>Lets those look again who wait for progress.</summary>
    public void Pulse()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiterCount) > 0)
        {
            lock (_progress)
            {
                Monitor.PulseAll(_progress);
            }
        }
    }

    /// <summary>
    /// Waits until a run ends after <paramref name="seen"/> was read, somebody pulses, or time is up.
    /// </summary>
    /// <param name="seen">What <see cref="EndedRunCount"/> was before the caller looked whether it has to wait.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>False if the time was up.</returns>
    public bool WaitForProgress(long seen, TimeSpan timeout)
    {
        if (Schedule.IsExplored)
        {
            return Schedule.BlockUntil(() => EndedRunCount != seen, mayTimeOut: true);
        }

        Interlocked.Increment(ref _waiterCount);
        try
        {
            lock (_progress)
            {
                return EndedRunCount != seen || Monitor.Wait(_progress, timeout);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiterCount);
        }
    }

    /// <summary>Takes the spaces that have become dirty: a chain, the newest first.</summary>
    public DirtySpace? TakeListed() => Interlocked.Exchange(ref _listed, null);

    /// <summary>
    /// Lets a space go that was taken from the list; if it is dirty again meanwhile, it is listed again.
    /// </summary>
    public void Forget(DirtySpace space)
    {
        Interlocked.Decrement(ref _spaceCount);
        Interlocked.Exchange(ref space.IsListed, 0);
        if (Volatile.Read(ref space.Space.DirtyCount) > 0)
        {
            List(space);
        }
    }

    private void List(DirtySpace space)
    {
        if (Volatile.Read(ref space.IsListed) != 0 || Interlocked.CompareExchange(ref space.IsListed, 1, 0) != 0)
        {
            return;
        }

        Interlocked.Increment(ref _spaceCount);
        space.DirtySince = time.GetTimestamp();
        DirtySpace? next = Volatile.Read(ref _listed);
        while (true)
        {
            space.Next = next;
            DirtySpace? before = Interlocked.CompareExchange(ref _listed, space, next);
            if (before == next)
            {
                return;
            }

            next = before;
        }
    }
}
