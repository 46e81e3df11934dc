namespace AopKit.Frames;

/// <summary>
/// The frames that hold no page, and what each costs the budget. Gives them out and takes them back, most of the time
/// from and to a stock of the processor that asks.
/// </summary>
internal sealed class FreeFrames
{
    /// <summary>
    /// What the engine keeps for each frame beside its bytes: its header, its notes, its links for the reclaim policy,
    /// and the place of its metadata (which is there only if a page near it ever had some). The index's nodes are
    /// charged when they are made.
    /// </summary>
    public const int OverheadBytes =
        FrameHeader.SizeBytes + FrameNotes.BytesPerFrame + FrameLinks.BytesPerFrame + MetadataTable.BytesPerFrame;

    /// <summary>
    /// A cache of fewer frames has no stocks: each of its frames counts, and what it does can be foretold.
    /// </summary>
    private const int LeastFramesForStocks = 1024;

    private readonly FrameTable _frames;
    private readonly FrameDepot _depot;
    private readonly FrameMagazines _magazines = new();
    private int _batch;

    public FreeFrames(FrameTable frames, Budget budget)
    {
        _frames = frames;
        FrameCost = frames.PageSize + OverheadBytes;
        _depot = new FrameDepot(frames.Native, budget, FrameCost);
        SetBatch();
    }

    /// <summary>Bytes of the budget that a frame takes.</summary>
    public long FrameCost { get; }

    /// <summary>Free frames that are paid for.</summary>
    public int PaidCount => _depot.PaidCount + _magazines.Count;

    /// <inheritdoc cref="FrameDepot.PaidCount"/>
    public int DepotCount => _depot.PaidCount;

    /// <inheritdoc cref="FrameDepot.UsableCount"/>
    public int UsableCount => _depot.UsableCount;

    /// <summary>One more than the highest frame that was ever used: as far as a walk over all frames goes.</summary>
    public int HighWater => _depot.HighWater;

    /// <summary>Frames from this number on are not used (resize).</summary>
    public int Limit => _depot.Limit;

    /// <summary>Frames from the limit on that hold a page, or are on their way (resize).</summary>
    public bool IsAnyAboveLimit
    {
        get
        {
            _magazines.Drain(_depot);
            return _depot.MissingAboveLimit > 0;
        }
    }

    /// <summary>
    /// Whether frames that become free should be given back one by one: each counts, or somebody waits for one.
    /// </summary>
    public bool IsScarce => Volatile.Read(ref _batch) == 0 || _depot.HasWaiters;

    /// <summary>Keeps frames from a number on out of use, so that what lies there can be moved down (resize).</summary>
    public void SetLimit(int limit)
    {
        _depot.SetLimit(limit);
        SetBatch();
        _magazines.Drain(_depot);
    }

    /// <summary>Takes a frame from the stock of this processor: the usual way, which touches nothing else.</summary>
    public bool TryTakeFromStock(out int frame)
    {
        while (_magazines.TryTake(out frame, out int later))
        {
            if (later >= 0)
            {
                _frames.PrefetchBytes(later);
                _frames.PrefetchHeader(later);
            }

            if (frame < Limit)
            {
                return true;
            }

            // It was put into a stock while the limit came down.
            _depot.Return([frame]);
        }

        return false;
    }

    /// <summary>Takes a frame from wherever there is one.</summary>
    public bool TryTake(out int frame)
    {
        while (!TryTakeFromStock(out frame))
        {
            if (!TryTakeFromDepot(out frame) && !_magazines.TrySteal(out frame))
            {
                return false;
            }

            if (frame < Limit)
            {
                return true;
            }

            _depot.Return([frame]);
        }

        return true;
    }

    public void Return(int frame)
    {
        int batch = Volatile.Read(ref _batch);
        if (batch == 0 || frame >= Limit || _depot.HasWaiters)
        {
            _depot.Return([frame]);
        }
        else if (_magazines.Put([frame], batch) == 0)
        {
            Span<int> full = stackalloc int[FrameMagazines.MaxBatch + 1];
            int count = _magazines.TakeOut(full[..batch]);
            full[count++] = frame;
            _depot.Return(full[..count]);
        }
    }

    /// <summary>Takes several frames back at once.</summary>
    /// <param name="frames">At most <see cref="FrameBatch.MaxCount"/>.</param>
    public void Return(ReadOnlySpan<int> frames)
    {
        int batch = Volatile.Read(ref _batch);
        int put = 0;
        if (batch > 0 && !_depot.HasWaiters && !IsAnyAbove(Limit, frames))
        {
            put = _magazines.Put(frames, batch);
            if (put < frames.Length)
            {
                Span<int> full = stackalloc int[FrameMagazines.MaxBatch];
                _depot.Return(full[.._magazines.TakeOut(full[..batch])]);
                put += _magazines.Put(frames[put..], batch);
            }
        }

        if (put < frames.Length)
        {
            _depot.Return(frames[put..]);
        }
    }

    /// <summary>Gives the bytes of one free frame back to the budget, for an index node or a client's charge.</summary>
    public bool TryUnpay()
    {
        if (_depot.TryUnpay())
        {
            return true;
        }

        if (_magazines.Count == 0)
        {
            return false;
        }

        _magazines.Drain(_depot);
        return _depot.TryUnpay();
    }

    /// <summary>Waits until a frame is returned, or the time is over: back-pressure before giving up (E14).</summary>
    public void WaitForReturn(TimeSpan timeout) => _depot.WaitForReturn(timeout, () => _magazines.Drain(_depot));

    /// <inheritdoc cref="FrameDepot.GiveBackIdle"/>
    public long GiveBackIdle()
    {
        _magazines.Drain(_depot);
        return _depot.GiveBackIdle();
    }

    /// <summary>The free frames, for the integrity check of a quiet cache.</summary>
    public IEnumerable<int> EnumeratePaid() => _depot.EnumeratePaid().Concat(_magazines.Enumerate());

    private static bool IsAnyAbove(int limit, ReadOnlySpan<int> frames)
    {
        foreach (int frame in frames)
        {
            if (frame >= limit)
            {
                return true;
            }
        }

        return false;
    }

    private void SetBatch() =>
        Volatile.Write(ref _batch, Limit < LeastFramesForStocks ? 0 : _magazines.BatchFor(Limit));

    private bool TryTakeFromDepot(out int frame)
    {
        int batch = Volatile.Read(ref _batch);
        Span<int> frames = stackalloc int[FrameMagazines.MaxBatch];
        int count = _depot.Take(frames[..Math.Max(1, batch)]);
        frame = count > 0 ? frames[0] : -1;
        if (count > 1)
        {
            int put = _magazines.Put(frames[1..count], batch);
            _depot.Return(frames[(1 + put)..count]);
        }

        return count > 0;
    }
}
