using AopKit.Reclaim.Rings;

namespace AopKit.Tests.Reclaim.Rings;

/// <summary>A cache without content over the rings: page numbers are their own frames.</summary>
internal sealed class RingCache
{
    private readonly bool[] _isRemembered;

    public RingCache(int pageCount, int capacity, RingMode mode)
    {
        Pages = new ListedPages(pageCount);
        Rings = new AdaptiveRings<ListedPages>(Pages, pageCount, capacity, mode);
        _isRemembered = new bool[pageCount];
    }

    public ListedPages Pages { get; }

    public AdaptiveRings<ListedPages> Rings { get; }

    public bool IsResident(int page) => Pages.Place(page) != RingPlace.None;

    /// <summary>Asks for a page.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Access(int page)
    {
        if (IsResident(page))
        {
            int frequency = Pages.Frequency(page);
            Pages.SetFrequency(page, (Rings.Mode.HitTable() >> (2 * frequency)) & 3);
            return true;
        }

        bool isMain = Rings.Arrive(_isRemembered[page], Pages.Stamp(page), out int victim);
        Evict(victim);
        while (Rings.Count >= Rings.Capacity)
        {
            Rings.NoteFull();
            victim = Rings.Evict(isPressing: true);
            if (victim < 0)
            {
                // Everything is held: the request goes without a place.
                return false;
            }

            Evict(victim);
        }

        Rings.Insert(page, isMain);
        return false;
    }

    public void Drop(int page)
    {
        Rings.Remove(page);
        _isRemembered[page] = false;
    }

    public void AssertSound(string after)
    {
        int[] seen = new int[_isRemembered.Length];
        Assert.True(Rings.FindFault(seen) is null, $"{after}: {Rings.FindFault(seen)}");
        for (int page = 0; page < seen.Length; page++)
        {
            Assert.True(
                Pages.Place(page) == RingPlace.None == (seen[page] == 0),
                $"{after}: page {page} is {Pages.Place(page)}, and in {seen[page]} rings.");
        }

        Assert.Equal(Rings.Capacity, Rings.SmallQuota + Rings.MainQuota);
    }

    private void Evict(int victim)
    {
        if (victim >= 0)
        {
            Rings.Remove(victim);
            _isRemembered[victim] = true;
        }
    }
}
