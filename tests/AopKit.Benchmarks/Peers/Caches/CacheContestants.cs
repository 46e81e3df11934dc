using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>What the loop around a cache does with each key.</summary>
internal abstract class CacheContestant<TCache>(string name, TCache cache, int[] keys) : Contestant(name)
    where TCache : struct, IPageCacheUnderTest
{
    private int _cursor;

    public override string Note =>
        MissedCount == 0 ? "" : $"{MissedCount} of {AskedCount} lookups did not find their page";

    protected long AskedCount { get; set; }

    protected long MissedCount { get; set; }

    /// <summary>The cache; a struct, called without indirection.</summary>
    protected TCache Cache { get; } = cache;

    protected int[] KeySequence { get; } = keys;

    /// <summary>Takes the next stretch of keys.</summary>
    protected int Advance(int operations)
    {
        int start = _cursor;
        _cursor = (start + operations) & (Keys.Length - 1);
        return start;
    }
}

/// <summary>Hits: the first eight bytes in place.</summary>
internal sealed class ReadEight<TCache>(string name, TCache cache, int[] keys)
    : CacheContestant<TCache>(name, cache, keys)
    where TCache : struct, IPageCacheUnderTest
{
    public override ulong Run(int operations)
    {
        TCache cache = Cache;
        int[] keys = KeySequence;
        int start = Advance(operations);
        ulong sum = 0;
        int found = 0;
        for (int i = 0; i < operations; i++)
        {
            if (cache.TryReadEight(keys[(start + i) & (Keys.Length - 1)], out ulong value))
            {
                sum += value;
                found++;
            }
        }

        AskedCount += operations;
        MissedCount += operations - found;
        return sum;
    }
}

/// <summary>Hits: the whole page copied out, into a buffer that stays in the processor's cache.</summary>
internal sealed class CopyPage<TCache>(string name, TCache cache, int[] keys)
    : CacheContestant<TCache>(name, cache, keys)
    where TCache : struct, IPageCacheUnderTest
{
    private readonly byte[] _destination = new byte[PageContent.PageSize];

    public override ulong Run(int operations)
    {
        TCache cache = Cache;
        int[] keys = KeySequence;
        int start = Advance(operations);
        ulong sum = 0;
        int found = 0;
        for (int i = 0; i < operations; i++)
        {
            if (cache.TryCopy(keys[(start + i) & (Keys.Length - 1)], _destination))
            {
                sum += _destination[0];
                found++;
            }
        }

        AskedCount += operations;
        MissedCount += operations - found;
        return sum;
    }
}

/// <summary>A contestant that says how many of its reads were hits.</summary>
internal interface ICountsHits
{
    void StartCounting();
}

/// <summary>Reads that fill what is absent, over a sequence of keys.</summary>
internal sealed class ReadOrFill<TCache>(string name, TCache cache, int[] keys, Func<long> countFills)
    : CacheContestant<TCache>(name, cache, keys), ICountsHits
    where TCache : struct, IPageCacheUnderTest
{
    private long _fillsBefore;

    public override string Note => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{100.0 * (AskedCount - countFills() + _fillsBefore) / AskedCount:N1} % hits");

    /// <summary>Counts hits from here on; the keys go on where they are.</summary>
    public void StartCounting()
    {
        AskedCount = 0;
        _fillsBefore = countFills();
    }

    public override ulong Run(int operations)
    {
        TCache cache = Cache;
        int[] keys = KeySequence;
        int start = Advance(operations);
        ulong sum = 0;
        for (int i = 0; i < operations; i++)
        {
            sum += cache.ReadOrFill(keys[(start + i) & (Keys.Length - 1)]);
        }

        AskedCount += operations;
        return sum;
    }
}

/// <summary>A page that was never asked for, again and again: in a full cache each is an insertion and an eviction.
/// </summary>
internal sealed class InsertAndEvict<TCache>(string name, TCache cache) : Contestant(name)
    where TCache : struct, IPageCacheUnderTest
{
    /// <summary>Large enough for every page to be asked for once only, however long the run is.</summary>
    private long _next;

    public override ulong Run(int operations)
    {
        TCache pages = cache;
        ulong sum = 0;
        for (int i = 0; i < operations; i++)
        {
            sum += pages.ReadOrFill(_next++);
        }

        return sum;
    }
}
