using AopKit.Checking;

namespace AopKit.Frames;

/// <summary>
/// The frames that hold no page: those that are paid for in the budget, and those that are not (never used, or given
/// back).
/// </summary>
internal sealed class FreeFrames(FrameTable frames, Budget budget)
{
    /// <summary>
    /// What the engine keeps for each frame beside its bytes: its header, its notes, and the place of its metadata (which
    /// is there only if a page near it ever had some). The index's nodes are charged when they are made.
    /// </summary>
    public const int OverheadBytes =
        FrameHeader.SizeBytes + FrameNotes.BytesPerFrame + MetadataTable.BytesPerFrame;

    private const int None = -1;

    private readonly Gate _gate = new();
    private int _paidHead = None;
    private int _paidCount;
    private int _unpaidHead = None;
    private int _neverUsed;
    private int _usable;
    private int _limit = frames.Capacity;

    /// <summary>Bytes of the budget that a frame takes.</summary>
    public long FrameCost => frames.PageSize + OverheadBytes;

    public int PaidCount => Volatile.Read(ref _paidCount);

    /// <summary>Frames that are paid for, with a page or without.</summary>
    public int UsableCount => Volatile.Read(ref _usable);

    /// <summary>One more than the highest frame that was ever used: as far as a walk over all frames goes.</summary>
    public int HighWater => Volatile.Read(ref _neverUsed);

    /// <summary>Frames from this number on are not used (resize).</summary>
    public int Limit => Volatile.Read(ref _limit);

    /// <summary>Keeps frames from a number on out of use, so that what lies there can be moved down (resize).</summary>
    public void SetLimit(int limit)
    {
        using (_gate.Enter())
        {
            _limit = Math.Min(limit, frames.Capacity);
            UnpayAboveLimit();
        }
    }

    public bool TryTake(out int frame)
    {
        using (_gate.Enter())
        {
            if (TryPop(ref _paidHead, out frame))
            {
                _paidCount--;
                return true;
            }

            if (!budget.TryReserve(FrameCost))
            {
                return false;
            }

            if (!TryPop(ref _unpaidHead, out frame))
            {
                if (_neverUsed >= _limit)
                {
                    budget.Release(FrameCost);
                    return false;
                }

                frame = _neverUsed++;
                frames.Commit(frame);
            }

            _usable++;
            return true;
        }
    }

    public void Return(int frame)
    {
        using (_gate.Enter())
        {
            if (frame >= _limit)
            {
                // Above the limit of a cache that was made smaller: it waits, unpaid, until the cache grows again.
                Push(ref _unpaidHead, frame);
                Unpay();
            }
            else
            {
                Push(ref _paidHead, frame);
                _paidCount++;
            }

            _gate.PulseAll();
        }
    }

    /// <summary>Gives the bytes of one free frame back to the budget, for an index node or a client's charge.</summary>
    public bool TryUnpay()
    {
        using (_gate.Enter())
        {
            if (!TryPop(ref _paidHead, out int frame))
            {
                return false;
            }

            _paidCount--;
            Push(ref _unpaidHead, frame);
            Unpay();
            return true;
        }
    }

    /// <summary>Waits until a frame is returned, or the time is over: back-pressure before giving up (E14).</summary>
    public void WaitForReturn(TimeSpan timeout)
    {
        using (_gate.Enter())
        {
            if (_paidCount == 0)
            {
                _gate.Wait(timeout);
            }
        }
    }

    /// <summary>The free frames, for the integrity check of a quiet cache.</summary>
    public IEnumerable<int> EnumeratePaid()
    {
        for (int frame = _paidHead; frame != None; frame = frames.Notes.NextFree(frame))
        {
            yield return frame;
        }
    }

    private void Unpay()
    {
        _usable--;
        budget.Release(FrameCost);
    }

    private bool TryPop(ref int head, out int frame)
    {
        // Frames above the limit stay in the list until the limit rises; they are at most a resize's worth, so the walk
        // is short.
        ref int link = ref head;
        while (link != None)
        {
            frame = link;
            if (frame < _limit)
            {
                link = frames.Notes.NextFree(frame);
                return true;
            }

            link = ref frames.Notes.NextFree(frame);
        }

        frame = None;
        return false;
    }

    private void Push(ref int head, int frame)
    {
        frames.Notes.NextFree(frame) = head;
        head = frame;
    }

    private void UnpayAboveLimit()
    {
        int kept = None;
        while (_paidHead != None)
        {
            int frame = _paidHead;
            _paidHead = frames.Notes.NextFree(frame);
            if (frame < _limit)
            {
                Push(ref kept, frame);
            }
            else
            {
                _paidCount--;
                Push(ref _unpaidHead, frame);
                Unpay();
            }
        }

        _paidHead = kept;
    }
}
