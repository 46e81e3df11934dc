using AopKit.Checking;

namespace AopKit.Frames;

/// <summary>
/// All free frames that are in no thread's stock, under one lock, and the payment for frames out of the budget.
/// </summary>
/// <remarks>
/// A frame is paid for (it holds a page or may be given one), or unpaid (its bytes went back to the budget), or outside
/// (unpaid, and above the limit of a cache that was made smaller), or was never used.
/// </remarks>
internal sealed class FrameDepot
{
    private readonly Gate _gate = new();
    private readonly FrameMemory _memory;
    private readonly Budget _budget;
    private readonly long _frameCost;
    private readonly FrameStack _paid;
    private readonly FrameList _unpaid;
    private readonly FrameList _outside;
    private int _neverUsed;
    private int _usable;
    private int _limit;
    private int _waiterCount;

    public FrameDepot(FrameMemory memory, Budget budget, long frameCost)
    {
        (_memory, _budget, _frameCost) = (memory, budget, frameCost);
        _limit = memory.Capacity;
        (_paid, _unpaid, _outside) = (new FrameStack(memory.Notes), new(memory.Notes), new(memory.Notes));
    }

    /// <summary>Frames that are paid for and in no stock.</summary>
    public int PaidCount => _paid.Count;

    /// <summary>Frames that are paid for, with a page or without.</summary>
    public int UsableCount => Volatile.Read(ref _usable);

    /// <summary>One more than the highest frame that was ever used.</summary>
    public int HighWater => Volatile.Read(ref _neverUsed);

    /// <summary>Frames from this number on are not used.</summary>
    public int Limit => Volatile.Read(ref _limit);

    /// <summary>Whether somebody waits for a frame, and should not find it in another thread's stock.</summary>
    public bool HasWaiters => Volatile.Read(ref _waiterCount) > 0;

    /// <summary>Frames from the limit on that were used and are not back.</summary>
    public int MissingAboveLimit
    {
        get
        {
            using (_gate.Enter())
            {
                return Math.Max(0, _neverUsed - _limit) - _outside.Count;
            }
        }
    }

    /// <summary>Takes frames: those that are paid for, or as many as the budget can pay now.</summary>
    /// <returns>How many; 0 if there is none and the budget is used up.</returns>
    public int Take(Span<int> frames)
    {
        using (_gate.Enter())
        {
            int count = 0;
            while (count < frames.Length && _paid.TryPop(out frames[count]))
            {
                count++;
            }

            while (count < frames.Length && TryPay(out frames[count]))
            {
                count++;
            }

            return count;
        }
    }

    public void Return(ReadOnlySpan<int> frames)
    {
        using (_gate.Enter())
        {
            foreach (int frame in frames)
            {
                if (frame < _limit)
                {
                    _paid.Push(frame);
                }
                else
                {
                    _outside.Push(frame);
                    Unpay();
                }
            }

            if (_waiterCount > 0)
            {
                _gate.PulseAll();
            }
        }
    }

    /// <summary>Gives the bytes of one free frame back to the budget, for an index node or a client's charge.</summary>
    public bool TryUnpay()
    {
        using (_gate.Enter())
        {
            if (!_paid.TryPop(out int frame))
            {
                return false;
            }

            _unpaid.Push(frame);
            Unpay();
            return true;
        }
    }

    /// <summary>Keeps frames from a number on out of use, or lets them in again.</summary>
    public void SetLimit(int limit)
    {
        using (_gate.Enter())
        {
            Volatile.Write(ref _limit, Math.Min(limit, _memory.Capacity));
            _outside.MoveTo(_unpaid, frame => frame < _limit);
            _unpaid.MoveTo(_outside, frame => frame >= _limit);
            for (int moved = _paid.MoveTo(_outside, frame => frame >= _limit); moved > 0; moved--)
            {
                Unpay();
            }
        }
    }

    /// <summary>
    /// Gives the memory of whole chunks without a page back to the system, and their bytes to the budget.
    /// </summary>
    /// <returns>How many bytes of memory.</returns>
    public long GiveBackIdle()
    {
        using (_gate.Enter())
        {
            bool[] idle = FindIdleChunks();
            for (int moved = _paid.MoveTo(_unpaid, frame => idle[_memory.ChunkOf(frame)]); moved > 0; moved--)
            {
                Unpay();
            }

            long bytes = 0;
            for (int chunk = 0; chunk < idle.Length; chunk++)
            {
                bytes += idle[chunk] ? _memory.GiveBack(chunk) : 0;
            }

            return bytes;
        }
    }

    /// <summary>Waits until a frame is returned, or the time is over.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <param name="drain">Brings in what threads have in stock, once they know that somebody waits.</param>
    public void WaitForReturn(TimeSpan timeout, Action drain)
    {
        Interlocked.Increment(ref _waiterCount);
        try
        {
            drain();
            using (_gate.Enter())
            {
                if (_paid.Count == 0)
                {
                    // A thread that did not see the waiter in time put its frame into its stock; the time is short.
                    _gate.Wait(timeout);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiterCount);
        }
    }

    /// <summary>The paid frames, for the integrity check of a quiet cache.</summary>
    public IEnumerable<int> EnumeratePaid() => _paid.Enumerate();

    private bool TryPay(out int frame)
    {
        frame = -1;
        if (!_budget.TryReserve(_frameCost))
        {
            return false;
        }

        if (TryFindUnpaid(out frame))
        {
            _usable++;
            return true;
        }

        _budget.Release(_frameCost);
        return false;
    }

    private bool TryFindUnpaid(out int frame)
    {
        if (_unpaid.TryPop(out frame))
        {
            if (TryCommit(frame))
            {
                return true;
            }

            _unpaid.Push(frame);
        }
        else if (_neverUsed < _limit)
        {
            frame = _neverUsed;
            if (TryCommit(frame))
            {
                // Only now: who walks all frames up to here finds their headers made.
                Volatile.Write(ref _neverUsed, frame + 1);
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Gets memory for a frame. A cache that has frames goes on with those if the system refuses more; one that has
    /// none says so.
    /// </summary>
    private bool TryCommit(int frame)
    {
        try
        {
            _memory.Commit(frame);
            return true;
        }
        catch (InsufficientMemoryException)
        {
            if (_usable > 0)
            {
                return false;
            }

            _budget.Release(_frameCost);
            throw;
        }
    }

    private void Unpay()
    {
        _usable--;
        _budget.Release(_frameCost);
    }

    private bool[] FindIdleChunks()
    {
        int[] free = new int[_memory.ChunkCount];
        foreach (int frame in _paid.Enumerate().Concat(_unpaid.Enumerate()).Concat(_outside.Enumerate()))
        {
            free[_memory.ChunkOf(frame)]++;
        }

        for (int frame = _neverUsed; frame < _memory.Capacity && _memory.IsHere(frame); frame++)
        {
            // The rest of the last chunk that was begun.
            free[_memory.ChunkOf(frame)]++;
        }

        return [.. free.Select((count, chunk) => count == _memory.FramesIn(chunk))];
    }
}
