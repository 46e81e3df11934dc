using System.Diagnostics;

namespace AopKit.Reclaim.Rings;

/// <summary>
/// Two queues of pages, small and main, run in one of three modes. A hit never moves a page: it only counts in the
/// page's frequency, which the rings look at when the page reaches an end. Not for several threads at once.
/// </summary>
/// <remarks>
/// <code>
///                came back in time, or the cache was never full
/// arrival ──┬─────────────────────────────────────────────┐
///           │                                             ▼ head
///           │ head                    wins a contest     main ──tail──┬── hit since: cooled, stamped, to the head
///           └──► small ──tail──┬── hit often enough ──────►           └── chosen
///                              └── chosen
/// held pages (pinned, refused, …) ──► parking ──a while──► looked at again
/// </code>
/// The clock counts misses, so that hits never touch it. A page that wants to come into a full main ring displaces its
/// tail only if it was asked for after the tail was last stamped: then its own interval between two uses is shorter
/// than the time for which nobody has asked for the tail. In a loop nobody wins, so the main ring keeps what it has; a
/// main ring that nobody asks for any more loses every contest.
/// </remarks>
/// <typeparam name="TPages">Who keeps what belongs to a page.</typeparam>
internal sealed partial class AdaptiveRings<TPages>
    where TPages : struct, IRingPages
{
    /// <summary>Numbers that the rings need beside those of the pages.</summary>
    public const int EndCount = 4;

    private readonly TPages _pages;
    private readonly PageRing<TPages> _small;
    private readonly PageRing<TPages> _main;
    private readonly Parking<TPages> _parking;
    private int _smallQuota;
    private int _mainQuota;
    private float _headroom;
    private bool _wasFull;

    /// <summary>Makes empty rings.</summary>
    /// <param name="pages">Who keeps what belongs to a page.</param>
    /// <param name="firstEnd">The first of <see cref="EndCount"/> numbers for the rings' ends.</param>
    /// <param name="capacity">How many pages there is room for.</param>
    /// <param name="mode">The mode to begin with.</param>
    public AdaptiveRings(TPages pages, int firstEnd, int capacity, RingMode mode)
    {
        _pages = pages;
        _small = new PageRing<TPages>(pages, firstEnd);
        _main = new PageRing<TPages>(pages, firstEnd + 1);
        _parking = new Parking<TPages>(
            new PageRing<TPages>(pages, firstEnd + 2), new PageRing<TPages>(pages, firstEnd + 3));
        _small.Clear();
        _main.Clear();
        _parking.Clear();
        Mode = mode;
        Capacity = capacity;
        SetQuotas();
    }

    /// <summary>The time in misses; it wraps, so times are compared by their signed difference.</summary>
    public uint Now { get; private set; }

    public RingMode Mode { get; private set; }

    public int Capacity { get; private set; }

    /// <summary>Pages in the small ring, with those parked out of it.</summary>
    public int SmallCount { get; private set; }

    /// <summary>Pages in the main ring, with those parked out of it.</summary>
    public int MainCount { get; private set; }

    public int ParkedCount => _parking.Count;

    public int Count => SmallCount + MainCount;

    public int SmallQuota => _smallQuota;

    public int MainQuota => _mainQuota;

    /// <summary>Changes the mode. The pages stay where they are, and leave as the new mode has it.</summary>
    public void SetMode(RingMode mode)
    {
        Mode = mode;
        SetQuotas();
    }

    /// <summary>Changes how many pages there is room for.</summary>
    public void SetCapacity(int capacity)
    {
        if (capacity == Capacity)
        {
            return;
        }

        // With much more room the main ring is filled first once more; a little more is no new beginning.
        _wasFull &= capacity - Capacity <= Capacity / 8;
        Capacity = capacity;
        SetQuotas();
    }

    /// <summary>Decides where a page that is coming in belongs.</summary>
    /// <param name="wasHere">Whether a shadow entry remembers it.</param>
    /// <param name="stamp">Its stamp then.</param>
    /// <param name="victim">The page that it displaces, chosen; -1 if none.</param>
    /// <returns>Whether it belongs into the main ring.</returns>
    public bool Arrive(bool wasHere, uint stamp, out int victim)
    {
        Now++;
        _parkedNow = 0;
        FollowParking();
        victim = -1;
        switch (Mode)
        {
            case RingMode.Clock:
                return true;

            case RingMode.Lirs:
                return wasHere ? Contest(stamp, out victim) : !_wasFull && MainCount < _mainQuota;

            default:
                if (!wasHere || Now - stamp > 2 * (uint)Capacity)
                {
                    return false;
                }

                victim = MainCount >= _mainQuota ? EvictMain() : -1;
                return true;
        }
    }

    /// <summary>Puts a page in.</summary>
    public void Insert(int page, bool isMain)
    {
        Debug.Assert(_pages.Place(page) == RingPlace.None, "A page that comes in is in no ring.");
        _pages.Stamp(page) = Now;
        _pages.SetFrequency(page, 0);
        if (isMain)
        {
            PushMain(page);
        }
        else
        {
            _small.PushHead(page);
            _pages.SetPlace(page, RingPlace.Small);
            SmallCount++;
        }
    }

    /// <summary>Says that there was no room any more: from here on new pages have to prove themselves.</summary>
    public void NoteFull() => _wasFull = true;

    /// <summary>Takes out a page that is in a ring or parked; for a chosen one there is nothing to do here.</summary>
    public void Remove(int page)
    {
        RingPlace place = _pages.Place(page);
        if (place is RingPlace.Small or RingPlace.Main)
        {
            _main.Unlink(page);
        }
        else if (place is RingPlace.ParkedSmall or RingPlace.ParkedMain)
        {
            _parking.Unlink(page);
        }

        SmallCount -= place is RingPlace.Small or RingPlace.ParkedSmall ? 1 : 0;
        MainCount -= place is RingPlace.Main or RingPlace.ParkedMain ? 1 : 0;
        _pages.SetPlace(page, RingPlace.None);
    }

    /// <summary>Parks a page that was chosen out of a ring, and could not be taken.</summary>
    /// <param name="page">The page.</param>
    /// <param name="wasSmall">Out of which ring it was chosen.</param>
    public void Park(int page, bool wasSmall)
    {
        _pages.SetPlace(page, wasSmall ? RingPlace.ParkedSmall : RingPlace.ParkedMain);
        SmallCount += wasSmall ? 1 : 0;
        MainCount += wasSmall ? 0 : 1;
        _parking.Park(page);
    }

    /// <summary>
    /// Puts a page that was chosen, could not be taken and is to stay a candidate to the head of the main ring: at that
    /// of the small one it would be the next to be chosen again.
    /// </summary>
    public void PutBack(int page)
    {
        _pages.Stamp(page) = Now;
        PushMain(page);
    }

    /// <summary>Puts a page's successor, another number for the same page, into its place.</summary>
    public void Replace(int page, int successor)
    {
        RingPlace place = _pages.Place(page);
        _pages.Stamp(successor) = _pages.Stamp(page);
        _pages.SetPlace(page, RingPlace.None);
        if (place is RingPlace.ChosenSmall or RingPlace.ChosenMain)
        {
            // Who has chosen it knows the old number only, and will say nothing about the new one.
            Park(successor, place == RingPlace.ChosenSmall);
            return;
        }

        _main.Replace(page, successor);
        _pages.SetPlace(successor, place);
    }

    /// <summary>
    /// Whether a page with this stamp that came back could no longer win its way into the main ring. What has been
    /// stamped since can only be younger, so it stays so, as long as the main ring is full.
    /// </summary>
    public bool IsSpent(uint stamp) =>
        MainCount >= _mainQuota && !_main.IsEmpty && IsOlder(stamp, _pages.Stamp(_main.Tail))
        && Now - stamp > 2 * (uint)Capacity;

    private static bool IsOlder(uint stamp, uint other) => (int)(stamp - other) < 0;

    /// <summary>
    /// Parked pages fill the ring that they came from without being of use there. Without room for them the small ring
    /// would run dry and the main ring leak, for which a loop has no mercy.
    /// </summary>
    private void FollowParking()
    {
        if (_parking.Count == 0 && _headroom < 1)
        {
            return;
        }

        _headroom = Math.Max(_parking.Count, _headroom - (_headroom / 1024));
        SetQuotas();
    }

    private void SetQuotas()
    {
        _smallQuota = Mode.SmallQuota(Capacity);
        if (Mode != RingMode.Clock && _headroom >= 1)
        {
            _smallQuota = Math.Min(Capacity / 2, _smallQuota + (int)MathF.Ceiling(1.25f * _headroom));
        }

        _mainQuota = Capacity - _smallQuota;
    }

    private void PushMain(int page)
    {
        _main.PushHead(page);
        _pages.SetPlace(page, RingPlace.Main);
        MainCount++;
    }
}
