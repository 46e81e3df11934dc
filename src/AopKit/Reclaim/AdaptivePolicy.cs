using AopKit.Checking;
using AopKit.Frames;
using AopKit.Reclaim.Rings;
using AopKit.Reclaim.Sampling;
using AopKit.Residency;

namespace AopKit.Reclaim;

/// <summary>
/// The default policy: <see cref="AdaptiveRings{TPages}"/>, in shards that each have a lock of their own, in the mode
/// that <see cref="MiniatureCaches"/> find to suit best.
/// </summary>
internal sealed class AdaptivePolicy : IReclaimPolicy
{
    /// <summary>How many pages a shard should have before there are more of them.</summary>
    private const int PagesPerShard = 4096;

    private const int MaxBatchCount = 64;

    /// <summary>Which part of a cache, or of a shard, is taken at once when a frame is needed.</summary>
    private const int BatchShare = 64;

    /// <summary>After how many arrivals at a shard its capacity is looked at again.</summary>
    private const int CapacityCheckMisses = 64;

    private readonly PageStore _store;
    private readonly PageSampler _sampler;
    private readonly Shard[] _shards;
    private readonly Gate _changingMode = new();
    private volatile MiniatureCaches _miniatures;

    /// <summary>Makes the policy of a cache.</summary>
    /// <param name="store">The cache's nouns.</param>
    /// <param name="options">Seed and number of shards, where tests and benchmarks set them.</param>
    public AdaptivePolicy(PageStore store, PageCacheOptions options)
    {
        _store = store;
        _sampler = new PageSampler((ulong)(options.PolicySeed ?? (Schedule.IsOn ? 1 : Random.Shared.NextInt64())));
        int capacity = CurrentCapacity();
        _shards = new Shard[options.PolicyShards > 0 ? options.PolicyShards : ShardsFor(capacity)];
        for (int shard = 0; shard < _shards.Length; shard++)
        {
            _shards[shard] = new Shard(store, shard, capacity / _shards.Length);
        }

        _miniatures = new MiniatureCaches(capacity);
        store.HitTable = _miniatures.Mode.HitTable();
    }

    public int BatchCount => Math.Clamp(_shards[0].Rings.Capacity / BatchShare, 1, MaxBatchCount);

    public long SampleBytes => _miniatures.Bytes;

    /// <summary>What finds the mode.</summary>
    internal MiniatureCaches Miniatures => _miniatures;

    /// <summary>The mode that the rings are in.</summary>
    public RingMode Mode => _shards[0].Rings.Mode;

    /// <summary>Pages that were looked at for eviction, ever.</summary>
    public long LookCount => _shards.Sum(shard => shard.Rings.LookCount);

    /// <summary>Pages that are parked.</summary>
    public int ParkedCount => _shards.Sum(shard => shard.Rings.ParkedCount);

    public Arrival Arrive(int spaceId, long index, long slot, bool isAhead, out int victim)
    {
        if (!IndexSlot.IsShadow(slot))
        {
            // Nothing is known of the page, so it displaces none: one entry of the lock is enough, when it is in.
            victim = -1;
            return new Arrival(IsMain: false, isAhead, IsDecided: false);
        }

        Shard shard = _shards[ShardOf(_sampler.Hash(spaceId, index))];
        using (shard.Gate.Enter())
        {
            bool isMain = Arrive(shard, wasHere: true, IndexSlot.Stamp(slot), out victim);
            return new Arrival(isMain, isAhead, IsDecided: true);
        }
    }

    public void Inserted(int frame, in Arrival arrival)
    {
        ulong hash = HashOf(frame);
        Shard shard = _shards[ShardOf(hash)];
        using (shard.Gate.Enter())
        {
            bool isMain = arrival.IsDecided ? arrival.IsMain : Arrive(shard, wasHere: false, stamp: 0, out _);
            shard.Rings.Insert(frame, isMain);
            if (shard.Rings.Count >= shard.Rings.Capacity)
            {
                shard.Rings.NoteFull();
            }
        }

        _store.Frames.Links.SetAhead(frame, arrival.IsAhead);
        bool isSampled = _miniatures.IsSampled(hash);
        if (isSampled || arrival.IsAhead)
        {
            FrameState.Change(ref _store.Frames.State(frame), 0, FrameState.Noted);
        }

        // What is read ahead counts when somebody asks for it.
        if (isSampled && !arrival.IsAhead)
        {
            _miniatures.Miss(hash);
            if (_miniatures.Mode != Mode)
            {
                FollowMode();
            }
        }
    }

    public uint Leave(int frame)
    {
        FrameLinks links = _store.Frames.Links;
        byte seen = Volatile.Read(ref links.Place(frame));

        // The usual way out: who has chosen the page takes it, and needs no lock for it.
        if (!FramePages.IsChosen(seen) || !links.TryChangePlace(frame, seen, 0))
        {
            Shard shard = _shards[ShardOf(HashOf(frame))];
            using (shard.Gate.Enter())
            {
                shard.Rings.Remove(frame);
            }
        }

        return _store.Frames.Header(frame).Stamp;
    }

    public void Moved(int from, int to)
    {
        Shard shard = _shards[ShardOf(HashOf(from))];
        using (shard.Gate.Enter())
        {
            shard.Rings.Replace(from, to);
        }

        _store.Frames.Links.SetAhead(to, _store.Frames.Links.IsAhead(from));
    }

    public bool NotedHit(int frame)
    {
        ref long state = ref _store.Frames.State(frame);
        ulong hash = HashOf(frame);
        bool isSampled = _miniatures.IsSampled(hash);

        // The first time that somebody asks for what was read ahead is no second use of it.
        bool isFirst = _store.Frames.Links.TryEndAhead(frame);
        if (!isFirst)
        {
            FrameState.Touch(ref state, FrameState.Read(ref state), _store.HitTable);
        }

        if (!isSampled)
        {
            FrameState.Change(ref state, FrameState.Noted, 0);
        }
        else
        {
            _miniatures.Hit(hash);
        }

        return isFirst;
    }

    public bool IsSpent(int spaceId, long index, uint stamp)
    {
        Shard shard = _shards[ShardOf(_sampler.Hash(spaceId, index))];
        using (shard.Gate.Enter())
        {
            return shard.Rings.IsSpent(stamp);
        }
    }

    public int Choose(Span<int> victims, bool isPressing, out int parkedCount)
    {
        int fullest = 0;
        for (int shard = 1; shard < _shards.Length; shard++)
        {
            fullest = _shards[shard].Rings.Count > _shards[fullest].Rings.Count ? shard : fullest;
        }

        // The fullest shard is the one over its share; if all in it is held, the others are asked.
        parkedCount = 0;
        for (int tried = 0; tried < _shards.Length; tried++)
        {
            Shard shard = _shards[(fullest + tried) % _shards.Length];
            using (shard.Gate.Enter())
            {
                int count = shard.Rings.Choose(victims, isPressing, out int parked);
                parkedCount += parked;
                if (count > 0)
                {
                    return count;
                }
            }
        }

        return 0;
    }

    public void Kept(int frame)
    {
        FrameLinks links = _store.Frames.Links;
        byte seen = Volatile.Read(ref links.Place(frame));
        if (!FramePages.IsChosen(seen))
        {
            return;
        }

        // The byte names the shard: the header may be another page's by now.
        Shard shard = _shards[FramePages.ShardOf(seen)];
        using (shard.Gate.Enter())
        {
            if (!links.TryChangePlace(frame, seen, 0))
            {
                return;
            }

            bool wasSmall = FramePages.PlaceOf(seen) == RingPlace.ChosenSmall;
            if (new FramePages(_store, FramePages.ShardOf(seen)).StaysCandidate(frame))
            {
                shard.Rings.PutBack(frame);
            }
            else
            {
                shard.Rings.Park(frame, wasSmall);
            }
        }
    }

    public string? FindFault(bool[] holdsPage)
    {
        int[] seen = new int[holdsPage.Length];
        string? fault = null;
        foreach (Shard shard in _shards)
        {
            using (shard.Gate.Enter())
            {
                fault ??= shard.Rings.FindFault(seen);
            }
        }

        for (int frame = 0; frame < holdsPage.Length; frame++)
        {
            if (seen[frame] != (holdsPage[frame] ? 1 : 0))
            {
                fault ??= $"Frame {frame}: holds a page is {holdsPage[frame]}, but it is in {seen[frame]} rings.";
            }
        }

        return fault;
    }

    private static int ShardsFor(int capacity)
    {
        int shards = 1;
        while (shards < FramePages.MaxShards && capacity / (shards * 2) >= PagesPerShard)
        {
            shards *= 2;
        }

        return shards;
    }

    private ulong HashOf(int frame)
    {
        ref FrameHeader header = ref _store.Frames.Header(frame);
        return _sampler.Hash(header.SpaceId, header.Index);
    }

    private int ShardOf(ulong hash) => PageSampler.Shard(hash, _shards.Length);

    /// <summary>How many pages there is room for, with what index nodes and charges take of the budget now.</summary>
    private int CurrentCapacity()
    {
        long unused = Math.Max(0, _store.Budget.LimitBytes - _store.Budget.UsedBytes) / _store.Free.FrameCost;

        // What the daemon keeps free is not there for pages: rings that counted on it would never be full.
        long kept = _store.Options.BackgroundReclaim && _store.HasBackground ? Watermarks.LowFor(_store.Free.Limit) : 0;
        return (int)Math.Clamp(_store.Free.UsableCount + unused - kept, 1, _store.Free.Limit);
    }

    /// <summary>Shard's gate held.</summary>
    private bool Arrive(Shard shard, bool wasHere, uint stamp, out int victim)
    {
        if (shard.Rings.Now % CapacityCheckMisses == 0)
        {
            FollowCapacity(shard);
        }

        return shard.Rings.Arrive(wasHere, stamp, out victim);
    }

    /// <summary>Shard's gate held.</summary>
    private void FollowCapacity(Shard shard)
    {
        int capacity = CurrentCapacity();
        shard.Rings.SetCapacity(Math.Max(1, capacity / _shards.Length));
        MiniatureCaches old = _miniatures;
        if (Math.Abs(capacity - old.Capacity) > old.Capacity / 8)
        {
            // Sampled pages keep their mark, or have none, until they are next read in: the new miniatures warm up
            // with them.
            var miniatures = new MiniatureCaches(capacity);
            miniatures.ContinueFrom(old);
            _miniatures = miniatures;
        }
    }

    private void FollowMode()
    {
        using (_changingMode.Enter())
        {
            RingMode mode = _miniatures.Mode;
            _store.HitTable = mode.HitTable();
            foreach (Shard shard in _shards)
            {
                using (shard.Gate.Enter())
                {
                    shard.Rings.SetMode(mode);
                }
            }
        }
    }

    /// <summary>The rings of a part of the pages, and the lock that guards them.</summary>
    private sealed class Shard(PageStore store, int shard, int capacity)
    {
        public readonly Gate Gate = new();

        public readonly AdaptiveRings<FramePages> Rings = new(
            new FramePages(store, shard),
            (shard * AdaptiveRings<FramePages>.EndCount) - FrameLinks.EndCount, capacity, RingMode.Lirs);
    }
}
