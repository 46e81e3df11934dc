using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>Whose turn it is: the spaces with dirty pages, in the order in which they became dirty.</summary>
internal sealed class FlusherQueue(PageStore store)
{
    /// <summary>How long a space is left alone in which every dirty page was in use.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(100);

    /// <summary>Not begun, the longest dirty first.</summary>
    private readonly Queue<DirtySpace> _waiting = new();

    /// <summary>In the middle of a sweep: spaces with many dirty pages, so there are few of them.</summary>
    private readonly LinkedList<DirtySpace> _begun = new();

    /// <summary>Not before some time.</summary>
    private readonly List<DirtySpace> _resting = [];

    private long _turn;

    private TimeProvider Time => store.Options.TimeProvider;

    /// <summary>The space to write next.</summary>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="all">Whether any will do; if not, only one with pages that have been dirty for too long.</param>
    /// <returns>The space, which the caller hands back; null if there is nothing to do now.</returns>
    public DirtySpace? Next(long now, bool all)
    {
        TakeListed();
        WakeRested(now);
        bool isBegunsTurn = _begun.First is { } begun
            && (!_waiting.TryPeek(out DirtySpace? waiting) || begun.Value.Turn < waiting.Turn);
        return isBegunsTurn
            ? TakeBegun(now, all) ?? TakeWaiting(now, all)
            : TakeWaiting(now, all) ?? TakeBegun(now, all);
    }

    /// <summary>The caller has written some of the space's pages, and there may be more.</summary>
    public void Continue(DirtySpace space)
    {
        if (space.RestUntil != 0)
        {
            _resting.Add(space);
        }
        else
        {
            Begin(space);
        }
    }

    /// <summary>The caller has come to the space's end.</summary>
    public void EndSweep(DirtySpace space, long now)
    {
        space.NextIndex = 0;
        space.DirtySince = space.SweepSince;
        if (Volatile.Read(ref space.Space.DirtyCount) == 0)
        {
            store.Dirty.Forget(space);
        }
        else if (space.RestUntil != 0 || space.SweepRunCount == 0)
        {
            space.RestUntil = Math.Max(space.RestUntil, now + Ticks(s_rest));
            _resting.Add(space);
        }
        else
        {
            Wait(space);
        }
    }

    /// <summary>
    /// When there will be something to do, if nothing happens before: a timestamp, or null for never.
    /// </summary>
    public long? NextDue()
    {
        long due = long.MaxValue;
        if (store.Options.DirtyExpiration != Timeout.InfiniteTimeSpan)
        {
            long age = Ticks(store.Options.DirtyExpiration);
            due = _waiting.TryPeek(out DirtySpace? first) ? first.DirtySince + age : due;
            due = _begun.Aggregate(due, (least, space) => Math.Min(least, space.DirtySince + age));
        }

        due = _resting.Aggregate(due, (least, space) => Math.Min(least, space.RestUntil));
        return due == long.MaxValue ? null : due;
    }

    private void Begin(DirtySpace space)
    {
        space.Turn = ++_turn;
        _begun.AddLast(space);
    }

    private void Wait(DirtySpace space)
    {
        space.Turn = ++_turn;
        _waiting.Enqueue(space);
    }

    private void TakeListed()
    {
        // The chain has the newest first.
        DirtySpace? oldest = null;
        for (DirtySpace? space = store.Dirty.TakeListed(); space is not null;)
        {
            DirtySpace? next = space.Next;
            space.Next = oldest;
            (oldest, space) = (space, next);
        }

        for (DirtySpace? space = oldest; space is not null; space = oldest)
        {
            (oldest, space.Next) = (space.Next, null);
            space.NextIndex = 0;
            if (space.RestUntil != 0)
            {
                _resting.Add(space);
            }
            else
            {
                Wait(space);
            }
        }
    }

    private void WakeRested(long now)
    {
        for (int i = _resting.Count - 1; i >= 0; i--)
        {
            DirtySpace space = _resting[i];
            if (space.RestUntil <= now)
            {
                _resting.RemoveAt(i);
                space.RestUntil = 0;
                Begin(space);
            }
        }
    }

    private DirtySpace? TakeWaiting(long now, bool all) =>
        _waiting.TryPeek(out DirtySpace? first) && (all || IsOld(first, now)) ? _waiting.Dequeue() : null;

    private DirtySpace? TakeBegun(long now, bool all)
    {
        for (LinkedListNode<DirtySpace>? node = _begun.First; node is not null; node = node.Next)
        {
            if (all || IsOld(node.Value, now))
            {
                _begun.Remove(node);
                return node.Value;
            }
        }

        return null;
    }

    private bool IsOld(DirtySpace space, long now) =>
        store.Options.DirtyExpiration != Timeout.InfiniteTimeSpan
        && now - space.DirtySince >= Ticks(store.Options.DirtyExpiration);

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Time.TimestampFrequency);
}
