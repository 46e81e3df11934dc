using AopKit.Checking;
using AopKit.Reclaim.Rings;

namespace AopKit.Reclaim.Sampling;

/// <summary>
/// Three small caches without content, one for each mode, that see what happens to a sample of the pages: the mode with
/// the fewest misses is the one for the cache itself.
/// </summary>
/// <remarks>
/// The idea: Waldspurger, Saemundsson, Ahmad and Park, Cache Modeling and Optimization using Miniature Simulations,
/// USENIX ATC 2017. A sample by page, not by access, keeps the distances between uses in proportion.
/// </remarks>
internal sealed class MiniatureCaches
{
    /// <summary>Entries for each page of a miniature cache: three caches may hold different ones, and remember
    /// others.</summary>
    private const int EntriesPerPage = 8;

    private readonly Lock _lock = new();
    private readonly MiniatureTable _table;
    private readonly AdaptiveRings<MiniaturePages>[] _caches = new AdaptiveRings<MiniaturePages>[RingModes.Count];
    private readonly ModeChooser _chooser;
    private readonly Func<int, bool> _isSpent;

    public MiniatureCaches(int capacity)
    {
        PagesPerSample = PageSampler.PagesPerSample(capacity);
        Capacity = capacity;
        int miniature = Math.Max(1, capacity / PagesPerSample);
        _table = new MiniatureTable((miniature * EntriesPerPage) + EntriesPerPage);
        for (int cache = 0; cache < RingModes.Count; cache++)
        {
            _caches[cache] = new AdaptiveRings<MiniaturePages>(
                new MiniaturePages(_table, cache), _table.EntryCount, miniature, (RingMode)cache);
        }

        _chooser = new ModeChooser(miniature);
        _isSpent = IsSpent;
    }

    /// <summary>The size of the real cache that these stand for.</summary>
    public int Capacity { get; }

    public int PagesPerSample { get; }

    /// <summary>What they take of the managed heap: nothing of the budget.</summary>
    public long Bytes => _table.Bytes;

    /// <summary>The mode that suits best so far.</summary>
    public RingMode Mode => _chooser.Mode;

    public bool IsSampled(ulong hash) => PageSampler.IsSampled(hash, PagesPerSample);

    /// <summary>
    /// A sampled page was found in the real cache. Waits for nobody: a sample may be lost (E18), and who changes the
    /// mode leaves it to the next miss to follow.
    /// </summary>
    public void Hit(ulong hash)
    {
        Schedule.Point(this);
        if (_table.TryHitEverywhere(hash) || !_lock.TryEnter())
        {
            return;
        }

        try
        {
            Access(hash);
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>A sampled page came into the real cache.</summary>
    public void Miss(ulong hash)
    {
        Schedule.Point(this);
        lock (_lock)
        {
            Access(hash);
        }
    }

    /// <summary>Takes over what another size of miniatures had found out.</summary>
    public void ContinueFrom(MiniatureCaches other) => _chooser.Mode = other.Mode;

    private void Access(ulong hash)
    {
        int entry = _table.FindOrAdd(hash, _isSpent);

        // A page that comes for the first time is missed by all, and says nothing about which is better.
        bool isKnown = MiniatureTable.IsKnown(_table.Word(entry));
        bool isMissed = false;
        for (int cache = 0; cache < RingModes.Count; cache++)
        {
            if (MiniatureTable.IsResident(_table.Word(entry), cache))
            {
                _table.Hit(entry, cache);
            }
            else
            {
                isMissed = true;
                if (isKnown)
                {
                    _chooser.Count((RingMode)cache);
                }

                Insert(entry, cache);
            }
        }

        if (isMissed)
        {
            _chooser.Decide();
        }
    }

    private void Insert(int entry, int cache)
    {
        AdaptiveRings<MiniaturePages> rings = _caches[cache];
        bool wasHere = MiniatureTable.IsRemembered(_table.Word(entry), cache);
        bool isMain = rings.Arrive(wasHere, _table.Ring(cache, entry).Stamp, out int victim);
        Remove(victim, cache);
        if (rings.Count >= rings.Capacity)
        {
            rings.NoteFull();
            Remove(rings.Evict(isPressing: false), cache);
        }

        rings.Insert(entry, isMain);
        _table.SetResident(entry, cache);
    }

    private void Remove(int victim, int cache)
    {
        if (victim >= 0)
        {
            _caches[cache].Remove(victim);
            _table.SetRemembered(victim, cache);
        }
    }

    private bool IsSpent(int entry)
    {
        int word = _table.Word(entry);
        for (int cache = 0; cache < RingModes.Count; cache++)
        {
            // Clock asks nothing of what it remembers.
            if (cache != (int)RingMode.Clock && MiniatureTable.IsRemembered(word, cache)
                && !_caches[cache].IsSpent(_table.Ring(cache, entry).Stamp))
            {
                return false;
            }
        }

        return true;
    }
}
