using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Workloads;
using AopKit.Frames;
using AopKit.Lookup;
using AopKit.Residency;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// What a scope over many pages could gain at most: one full fence as it begins, no pin and no validation for any page
/// in it. It is no way to read a cache. Nothing waits for the scope here; in a cache, reclaim would have to look at the
/// scopes of all threads before each eviction, and writers could not be excluded at all.
/// </summary>
internal sealed class EpochReads(string name, PageCache cache, int[] keys) : Contestant(name)
{
    public const int PagesPerScope = 64;

    private readonly Space _space = cache.Parts.Store.Spaces.Snapshot()[0];
    private readonly FrameAddresses _frames = cache.Parts.Frames.Addresses;
    private long _epoch;
    private int _cursor;

    public override ulong Run(int operations)
    {
        ulong sum = 0;
        for (int done = 0; done < operations; done += PagesPerScope)
        {
            Interlocked.Exchange(ref _epoch, 1);
            sum += ReadScope(_cursor, Math.Min(PagesPerScope, operations - done));
            _cursor = (_cursor + PagesPerScope) & (Keys.Length - 1);
            Volatile.Write(ref _epoch, 0);
        }

        return sum;
    }

    private unsafe ulong ReadScope(int start, int count)
    {
        int[] sequence = keys;
        ulong sum = 0;
        for (int i = 0; i < count; i++)
        {
            long key = sequence[(start + i) & (Keys.Length - 1)];
            int frame = IndexSlot.Frame(IndexSlot.Read(ref _space.Index.FlatSlots[key]));
            FrameHeader* header = _frames.Header(frame);
            if (FrameState.Has(FrameState.Read(ref header->State), FrameState.Uptodate)
                && PageLookup.IsOf(header, _space, key))
            {
                sum += PageContent.ReadEight(_frames.Bytes(frame));
            }
        }

        return sum;
    }
}
