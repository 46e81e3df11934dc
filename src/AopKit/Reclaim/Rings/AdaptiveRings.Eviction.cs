namespace AopKit.Reclaim.Rings;

/// <content>How a page is chosen to leave.</content>
internal sealed partial class AdaptiveRings<TPages>
{
    /// <summary>How many pages of the main ring a contest looks at.</summary>
    private const int MaxContestLooks = 4;

    /// <summary>
    /// How many pages are passed over for having been hit before the next one goes whatever it was: hits that keep
    /// coming must not keep a thread here.
    /// </summary>
    private const int MaxCooled = 4096;

    /// <summary>
    /// How many held pages are parked before the caller is told to come again, and the lock has been free meanwhile.
    /// </summary>
    private const int MaxParked = 256;

    private int _parkedNow;

    /// <summary>Pages that were looked at for eviction, ever.</summary>
    public long LookCount { get; private set; }

    /// <summary>Chooses pages to take.</summary>
    /// <param name="victims">Where to put them.</param>
    /// <param name="isPressing">Whether parked pages are to be offered when there is nothing else.</param>
    /// <param name="parkedCount">How many held pages were found on the way, and parked.</param>
    /// <returns>How many were chosen.</returns>
    public int Choose(Span<int> victims, bool isPressing, out int parkedCount)
    {
        _parkedNow = 0;
        int count = 0;
        while (count < victims.Length)
        {
            // A batch must not drain the small ring and then eat into the main one.
            if (count > 0 && Mode != RingMode.Clock && SmallCount <= _smallQuota / 2)
            {
                break;
            }

            int victim = Evict(isPressing);
            if (victim < 0)
            {
                break;
            }

            victims[count++] = victim;
        }

        parkedCount = _parkedNow;
        return count;
    }

    /// <summary>Chooses one page; -1 if there is none that seems free.</summary>
    public int Evict(bool isPressing)
    {
        if (_parking.TryTake(Now, isPressing: false, out int parked) && TryChooseParked(parked, isPressing: false))
        {
            return parked;
        }

        while (_parkedNow < MaxParked)
        {
            int victim;
            if (!_small.IsEmpty && (MainCount <= _mainQuota || _main.IsEmpty))
            {
                victim = PassSmallEnd();
            }
            else if (!_main.IsEmpty)
            {
                victim = EvictMain();
            }
            else
            {
                return isPressing ? EvictParked() : -1;
            }

            if (victim >= 0)
            {
                return victim;
            }
        }

        return -1;
    }

    /// <summary>The small ring's oldest page leaves it: for the main ring, the parking, or for good.</summary>
    /// <returns>The page that was chosen, if one was.</returns>
    private int PassSmallEnd()
    {
        int page = _small.Tail;
        _small.PrefetchNext();
        LookCount++;
        if (_pages.Frequency(page) >= Mode.PromoteAt() && TryPromote(page, out int displaced))
        {
            return displaced;
        }

        return TryPark(page) ? -1 : Choose(page);
    }

    private bool TryPromote(int page, out int displaced)
    {
        displaced = -1;
        switch (Mode)
        {
            case RingMode.Lirs:
                if (!Contest(_pages.Stamp(page), out displaced))
                {
                    return false;
                }

                _pages.Stamp(page) = Now;
                break;

            case RingMode.S3Fifo when MainCount >= _mainQuota:
                displaced = EvictMain();
                break;
        }

        _small.Unlink(page);
        SmallCount--;
        _pages.SetFrequency(page, 0);
        PushMain(page);
        return true;
    }

    /// <summary>
    /// Whether a page that was last seen at a time may come into the main ring, and in place of which page.
    /// </summary>
    private bool Contest(uint stamp, out int displaced)
    {
        displaced = -1;
        if (MainCount < _mainQuota)
        {
            return true;
        }

        for (int look = 0; look < MaxContestLooks && !_main.IsEmpty; look++)
        {
            int tail = _main.Tail;
            LookCount++;
            if (TryCool(tail))
            {
                continue;
            }

            if (IsOlder(stamp, _pages.Stamp(tail)))
            {
                return false;
            }

            if (!TryPark(tail))
            {
                displaced = Choose(tail);
                return true;
            }
        }

        return false;
    }

    /// <summary>Chooses the main ring's oldest page that was not hit since it last passed the end.</summary>
    private int EvictMain()
    {
        for (int look = 0; !_main.IsEmpty && _parkedNow < MaxParked; look++)
        {
            int tail = _main.Tail;
            _main.PrefetchNext();
            LookCount++;
            if (look < MaxCooled && TryCool(tail))
            {
                continue;
            }

            if (!TryPark(tail))
            {
                return Choose(tail);
            }
        }

        return -1;
    }

    /// <summary>Everything is parked: takes the first that does not seem to be held any more.</summary>
    private int EvictParked()
    {
        for (int left = Math.Min(_parking.Count, MaxParked); left > 0; left--)
        {
            _parking.TryTake(Now, isPressing: true, out int page);
            _parkedNow++;
            if (TryChooseParked(page, isPressing: true))
            {
                return page;
            }
        }

        return -1;
    }

    private bool TryChooseParked(int page, bool isPressing)
    {
        LookCount++;
        bool wasSmall = _pages.Place(page) == RingPlace.ParkedSmall;
        SmallCount -= wasSmall ? 1 : 0;
        MainCount -= wasSmall ? 0 : 1;
        if (_pages.Frequency(page) is > 0 and int frequency && !isPressing)
        {
            _pages.SetFrequency(page, frequency - 1);
            _pages.Stamp(page) = Now;
            PushMain(page);
            return false;
        }

        if (_pages.IsHeld(page))
        {
            Park(page, wasSmall);
            return false;
        }

        _pages.SetPlace(page, wasSmall ? RingPlace.ChosenSmall : RingPlace.ChosenMain);
        return true;
    }

    /// <summary>Sends the main ring's tail round again, if it was hit.</summary>
    private bool TryCool(int tail)
    {
        int frequency = _pages.Frequency(tail);
        if (frequency == 0)
        {
            return false;
        }

        _pages.SetFrequency(tail, Mode.Cooled(frequency));
        _pages.Stamp(tail) = Now;
        _main.Unlink(tail);
        _main.PushHead(tail);
        return true;
    }

    private bool TryPark(int page)
    {
        if (!_pages.IsHeld(page))
        {
            return false;
        }

        bool wasSmall = _pages.Place(page) == RingPlace.Small;
        Remove(page);
        Park(page, wasSmall);
        _parkedNow++;
        return true;
    }

    private int Choose(int page)
    {
        bool wasSmall = _pages.Place(page) == RingPlace.Small;
        Remove(page);
        _pages.SetPlace(page, wasSmall ? RingPlace.ChosenSmall : RingPlace.ChosenMain);
        return page;
    }
}
