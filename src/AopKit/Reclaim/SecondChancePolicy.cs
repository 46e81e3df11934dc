using AopKit.Checking;
using AopKit.Reclaim.Rings;
using AopKit.Residency;

namespace AopKit.Reclaim;

/// <summary>
/// CLOCK: one ring; a page that was hit since it last came to the end goes round once more for each hit that its
/// frequency has counted, another is a candidate. Held pages are parked. Source: Corbató, A Paging Experiment with the
/// Multics System, 1968.
/// </summary>
internal sealed class SecondChancePolicy : IReclaimPolicy
{
    /// <summary>
    /// How many held pages are parked before the caller is told to come again, and the lock has been free meanwhile.
    /// </summary>
    private const int MaxParked = 256;

    /// <summary>How many pages are given another chance before the next one goes whatever it was.</summary>
    private const int MaxCooled = 4096;

    private readonly PageStore _store;
    private readonly FramePages _pages;
    private readonly PageRing<FramePages> _ring;
    private readonly Parking<FramePages> _parking;
    private readonly Gate _gate = new();
    private uint _now;
    private int _ringCount;

    public SecondChancePolicy(PageStore store)
    {
        int end = -Frames.FrameLinks.EndCount;
        _store = store;
        _pages = new FramePages(store, shard: 0);
        _ring = new PageRing<FramePages>(_pages, end);
        _ring.Clear();
        _parking = new Parking<FramePages>(
            new PageRing<FramePages>(_pages, end + 1), new PageRing<FramePages>(_pages, end + 2));
        _parking.Clear();
    }

    public int BatchCount => Math.Clamp((_ringCount + _parking.Count) / 64, 1, 64);

    public long SampleBytes => 0;

    /// <summary>Pages that are parked.</summary>
    public int ParkedCount => _parking.Count;

    /// <summary>Pages that were looked at for eviction, ever.</summary>
    public long LookCount { get; private set; }

    public Arrival Arrive(int spaceId, long index, long slot, bool isAhead, out int victim)
    {
        victim = -1;
        return new Arrival(IsMain: true, isAhead, IsDecided: true);
    }

    public void Inserted(int frame, in Arrival arrival)
    {
        using (_gate.Enter())
        {
            _pages.Stamp(frame) = ++_now;
            Push(frame);
        }

        _store.Frames.Links.SetAhead(frame, arrival.IsAhead);
        if (arrival.IsAhead)
        {
            Frames.FrameState.Change(ref _store.Frames.State(frame), 0, Frames.FrameState.Noted);
        }
    }

    public uint Leave(int frame)
    {
        using (_gate.Enter())
        {
            Remove(frame);
        }

        return _pages.Stamp(frame);
    }

    public void Moved(int from, int to)
    {
        using (_gate.Enter())
        {
            RingPlace place = _pages.Place(from);
            _pages.SetPlace(from, RingPlace.None);
            if (place == RingPlace.ChosenMain)
            {
                Park(to);
            }
            else
            {
                _ring.Replace(from, to);
                _pages.SetPlace(to, place);
            }
        }

        _store.Frames.Links.SetAhead(to, _store.Frames.Links.IsAhead(from));
    }

    public bool NotedHit(int frame)
    {
        // The first time that somebody asks for what was read ahead is no second use of it.
        bool isFirst = _store.Frames.Links.TryEndAhead(frame);
        Frames.FrameState.Change(ref _store.Frames.State(frame), Frames.FrameState.Noted, 0);
        return isFirst;
    }

    public bool IsSpent(int spaceId, long index, uint stamp) => true;

    public int Choose(Span<int> victims, bool isPressing, out int parkedCount)
    {
        using (_gate.Enter())
        {
            int count = 0;
            parkedCount = 0;
            while (count < victims.Length && TryChoose(isPressing, ref parkedCount, out victims[count]))
            {
                count++;
            }

            return count;
        }
    }

    public void Kept(int frame)
    {
        using (_gate.Enter())
        {
            if (_pages.Place(frame) != RingPlace.ChosenMain)
            {
                return;
            }

            if (_pages.StaysCandidate(frame))
            {
                Push(frame);
            }
            else
            {
                Park(frame);
            }
        }
    }

    public string? FindFault(bool[] holdsPage)
    {
        bool[] seen = new bool[holdsPage.Length];
        foreach (int frame in _ring.Enumerate().Concat(_parking.Enumerate()))
        {
            if (seen[frame] || !holdsPage[frame])
            {
                return $"Frame {frame} is in the ring twice, or holds no page.";
            }

            seen[frame] = true;
        }

        int missing = Enumerable.Range(0, seen.Length).FirstOrDefault(frame => seen[frame] != holdsPage[frame], -1);
        return missing < 0 ? null : $"Frame {missing} holds a page, and is in no ring.";
    }

    private bool TryChoose(bool isPressing, ref int parkedCount, out int frame)
    {
        if (_parking.TryTake(_now, isPressing: false, out frame) && TryChooseParked(frame))
        {
            return true;
        }

        for (int look = 0; !_ring.IsEmpty && parkedCount < MaxParked; look++)
        {
            LookCount++;
            frame = _ring.Tail;
            int frequency = _pages.Frequency(frame);
            if (frequency > 0 && look < MaxCooled)
            {
                _pages.SetFrequency(frame, frequency - 1);
                _ring.Unlink(frame);
                _ring.PushHead(frame);
                continue;
            }

            bool isHeld = _pages.IsHeld(frame);
            Remove(frame);
            if (!isHeld)
            {
                _pages.SetPlace(frame, RingPlace.ChosenMain);
                return true;
            }

            Park(frame);
            parkedCount++;
        }

        return isPressing && _ring.IsEmpty && TryChooseAnyParked(ref parkedCount, out frame);
    }

    private bool TryChooseAnyParked(ref int parkedCount, out int frame)
    {
        frame = -1;
        for (int left = Math.Min(_parking.Count, MaxParked); left > 0; left--)
        {
            _parking.TryTake(_now, isPressing: true, out frame);
            parkedCount++;
            if (TryChooseParked(frame))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryChooseParked(int frame)
    {
        LookCount++;
        if (_pages.IsHeld(frame))
        {
            Park(frame);
            return false;
        }

        _pages.SetPlace(frame, RingPlace.ChosenMain);
        return true;
    }

    private void Push(int frame)
    {
        _ring.PushHead(frame);
        _pages.SetPlace(frame, RingPlace.Main);
        _ringCount++;
    }

    private void Park(int frame)
    {
        _parking.Park(frame);
        _pages.SetPlace(frame, RingPlace.ParkedMain);
    }

    private void Remove(int frame)
    {
        RingPlace place = _pages.Place(frame);
        if (place == RingPlace.Main)
        {
            _ring.Unlink(frame);
            _ringCount--;
        }
        else if (place == RingPlace.ParkedMain)
        {
            _parking.Unlink(frame);
        }

        _pages.SetPlace(frame, RingPlace.None);
    }
}
