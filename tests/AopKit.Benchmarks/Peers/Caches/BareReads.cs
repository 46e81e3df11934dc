using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Workloads;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// What is left of a lookup when nothing is asked: the same loads out of the engine's own memory, slot, word and bytes,
/// with or without the two locked additions of a pin. No cache of this layout can be faster on the machine.
/// </summary>
internal sealed unsafe class BareReads(string name, PageCache cache, int[] keys, bool pins) : Contestant(name)
{
    private readonly Space _space = cache.Parts.Store.Spaces.Snapshot()[0];
    private readonly FrameAddresses _frames = cache.Parts.Frames.Addresses;
    private int _cursor;

    public override ulong Run(int operations)
    {
        int start = _cursor;
        _cursor = (start + operations) & (Keys.Length - 1);
        return pins ? Pin(start, operations) : Read(start, operations);
    }

    private ulong Read(int start, int operations)
    {
        int[] sequence = keys;
        long* slots = _space.Index.FlatSlots;
        FrameAddresses frames = _frames;
        ulong sum = 0;
        for (int i = 0; i < operations; i++)
        {
            int frame = IndexSlot.Frame(slots[sequence[(start + i) & (Keys.Length - 1)]]);
            sum += *(ulong*)frames.FirstByte(frame) + (ulong)Volatile.Read(ref frames.State(frame));
        }

        return sum;
    }

    private ulong Pin(int start, int operations)
    {
        int[] sequence = keys;
        long* slots = _space.Index.FlatSlots;
        FrameAddresses frames = _frames;
        ulong sum = 0;
        for (int i = 0; i < operations; i++)
        {
            int frame = IndexSlot.Frame(slots[sequence[(start + i) & (Keys.Length - 1)]]);
            FrameAddresses.Prefetch(frames.FirstByte(frame));
            ref long word = ref frames.State(frame);
            Interlocked.Add(ref word, FrameState.Pin);
            sum += *(ulong*)frames.FirstByte(frame);
            Interlocked.Add(ref word, -FrameState.Pin);
        }

        return sum;
    }
}
