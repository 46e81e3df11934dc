using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AopKit.Reclaim.Rings;

namespace AopKit.Reclaim.Sampling;

/// <summary>
/// The sampled pages that some miniature cache holds or remembers: found by their number, with one word for what a hit
/// has to know, and for each of the caches what its rings keep.
/// </summary>
/// <remarks>
/// <code>
///  20..12    11..9        8..6         5..4   3..2   1..0
/// [ places  | remembered | resident   | freq | freq | freq ]   three bits, one bit, or two, for each cache
/// </code>
/// Written under the sampler's lock; frequencies also by hits, which take none, so every change is interlocked. A hit
/// that reads while entries change may miss its page or count for another one: a sample is no worse for that.
/// </remarks>
internal sealed class MiniatureTable
{
    private const int ResidentShift = 2 * RingModes.Count;
    private const int RememberedShift = 3 * RingModes.Count;
    private const int PlaceShift = 4 * RingModes.Count;
    private const int PlaceBits = 3;
    private const int PlaceMask = (1 << PlaceBits) - 1;
    private const int Known = ((1 << (2 * RingModes.Count)) - 1) << ResidentShift;
    private const int ResidentEverywhere = ((1 << RingModes.Count) - 1) << ResidentShift;
    private const int None = -1;

    /// <summary>How far a search for an entry to forget goes before it takes the oldest that it has seen.</summary>
    private const int MaxSearch = 32;

    private readonly ulong[] _hashes;
    private readonly int[] _words;
    private readonly int[] _following;
    private readonly int[] _buckets;
    private readonly RingEntry[][] _rings;
    private int _usedCount;
    private int _hand;

    public MiniatureTable(int entryCount)
    {
        EntryCount = entryCount;
        _hashes = new ulong[entryCount];
        _words = new int[entryCount];
        _following = new int[entryCount];
        _buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)entryCount) / 2];
        Array.Fill(_buckets, None);
        _rings = new RingEntry[RingModes.Count][];
        for (int cache = 0; cache < RingModes.Count; cache++)
        {
            _rings[cache] = new RingEntry[entryCount + AdaptiveRings<MiniaturePages>.EndCount];
        }
    }

    public int EntryCount { get; }

    /// <summary>What it takes of the managed heap.</summary>
    public long Bytes =>
        (_hashes.LongLength * sizeof(ulong)) + ((_words.LongLength + _following.Length + _buckets.Length) * sizeof(int))
        + _rings.Sum(ring => ring.LongLength * Unsafe.SizeOf<RingEntry>());

    public ref RingEntry Ring(int cache, int entry) => ref _rings[cache][entry];

    public static bool IsResident(int word, int cache) => (word & (1 << (ResidentShift + cache))) != 0;

    public static bool IsRemembered(int word, int cache) => (word & (1 << (RememberedShift + cache))) != 0;

    /// <summary>Whether some cache holds or remembers the page.</summary>
    public static bool IsKnown(int word) => (word & Known) != 0;

    public static int Frequency(int word, int cache) => (word >> (2 * cache)) & 3;

    public RingPlace Place(int entry, int cache) =>
        (RingPlace)((Word(entry) >> (PlaceShift + (PlaceBits * cache))) & PlaceMask);

    public void SetPlace(int entry, int cache, RingPlace place)
    {
        int shift = PlaceShift + (PlaceBits * cache);
        Change(entry, PlaceMask << shift, (int)place << shift);
    }

    public int Word(int entry) => Volatile.Read(ref _words[entry]);

    public void SetFrequency(int entry, int cache, int frequency) =>
        Change(entry, 3 << (2 * cache), frequency << (2 * cache));

    public void SetResident(int entry, int cache) =>
        Change(entry, 1 << (RememberedShift + cache), 1 << (ResidentShift + cache));

    public void SetRemembered(int entry, int cache) =>
        Change(entry, 1 << (ResidentShift + cache), 1 << (RememberedShift + cache));

    /// <summary>Counts a hit in all caches at once, if all hold the page. Takes no lock.</summary>
    /// <returns>Whether they do.</returns>
    public bool TryHitEverywhere(ulong hash)
    {
        int entry = Find(hash);
        if (entry == None)
        {
            return false;
        }

        int seen = Word(entry);
        if ((seen & ResidentEverywhere) != ResidentEverywhere)
        {
            return false;
        }

        int next = seen;
        for (int cache = 0; cache < RingModes.Count; cache++)
        {
            next = Bumped(next, cache);
        }

        if (next != seen)
        {
            Interlocked.CompareExchange(ref _words[entry], next, seen);
        }

        return true;
    }

    /// <summary>Counts a hit in one cache.</summary>
    public void Hit(int entry, int cache)
    {
        int seen = Word(entry);
        int next = Bumped(seen, cache);
        if (next != seen)
        {
            SetFrequency(entry, cache, Frequency(next, cache));
        }
    }

    /// <summary>The entry of a page; makes one, at the cost of a page that no cache holds.</summary>
    /// <param name="hash">The page.</param>
    /// <param name="isSpent">Whether what a cache remembers of an entry is of no more use.</param>
    public int FindOrAdd(ulong hash, Func<int, bool> isSpent)
    {
        int entry = Find(hash);
        if (entry != None)
        {
            return entry;
        }

        entry = _usedCount < EntryCount ? _usedCount++ : Forget(isSpent);
        _hashes[entry] = hash;
        Volatile.Write(ref _words[entry], 0);
        ref int bucket = ref _buckets[BucketOf(hash)];
        _following[entry] = bucket;
        Volatile.Write(ref bucket, entry);
        return entry;
    }

    private static int Bumped(int word, int cache)
    {
        int frequency = Frequency(word, cache);
        int next = (((RingMode)cache).HitTable() >> (2 * frequency)) & 3;
        return (word & ~(3 << (2 * cache))) | (next << (2 * cache));
    }

    private int BucketOf(ulong hash) => (int)(hash >> 40) & (_buckets.Length - 1);

    private int Find(ulong hash)
    {
        int entry = Volatile.Read(ref _buckets[BucketOf(hash)]);

        // Without the lock a chain may change under the walk; it cannot be longer than all entries.
        for (int steps = 0; entry != None && steps < EntryCount; steps++)
        {
            if (_hashes[entry] == hash)
            {
                return entry;
            }

            entry = Volatile.Read(ref _following[entry]);
        }

        return None;
    }

    private int Forget(Func<int, bool> isSpent)
    {
        int oldest = None;
        uint oldestAge = 0;
        for (int searched = 0; searched < MaxSearch || oldest == None; searched++)
        {
            _hand = (_hand + 1) % EntryCount;
            if (((Word(_hand) >> ResidentShift) & ((1 << RingModes.Count) - 1)) != 0)
            {
                continue;
            }

            if (isSpent(_hand))
            {
                oldest = _hand;
                break;
            }

            uint age = uint.MaxValue - _rings[0][_hand].Stamp;
            if (oldest == None || age > oldestAge)
            {
                (oldest, oldestAge) = (_hand, age);
            }
        }

        Unchain(oldest);
        return oldest;
    }

    private void Unchain(int entry)
    {
        ref int link = ref _buckets[BucketOf(_hashes[entry])];
        while (link != entry)
        {
            link = ref _following[link];
        }

        Volatile.Write(ref link, _following[entry]);
    }

    private void Change(int entry, int clear, int set)
    {
        ref int word = ref _words[entry];
        int seen = Volatile.Read(ref word);
        while (true)
        {
            int before = Interlocked.CompareExchange(ref word, (seen & ~clear) | set, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    /// <summary>What the rings of one cache keep of a page.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct RingEntry
    {
        public int Next;
        public int Previous;
        public uint Stamp;
    }
}
