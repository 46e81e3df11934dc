using System.Runtime.CompilerServices;
using AopKit.Checking;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Lookup;

/// <summary>
/// Reads without a pin: take the version, read, compare the version. Writes nothing that others read.
/// </summary>
/// <remarks>
/// The version changes when the bytes may: odd while a writer is at work, and past the next even number when the frame
/// is freed. The slot is looked at again after the version was taken, so that the version belongs to the page that was
/// asked for.
/// </remarks>
internal sealed class OptimisticLookup(PageStore store)
{
    private const long MustBeSet = FrameState.Uptodate;
    private const long MustBeClear = FrameState.Unlinked | FrameState.Frozen | FrameState.VersionUnit;

    private readonly FrameTable _frames = store.Frames;

    /// <summary>Begins a read.</summary>
    /// <returns>The page's bytes, or none: it is not there, or something is in the way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Begin(Space space, long index, out OptimisticRead read)
    {
        ref long slot = ref space.Index.FindSlot(index, out long root);
        if (!Unsafe.IsNullRef(ref slot))
        {
            long seen = IndexSlot.Read(ref slot);
            if (IndexSlot.IsResident(seen))
            {
                int frame = IndexSlot.Frame(seen);

                // An acquire: the reader's loads come after it, and so does the second look at the slot.
                long word = FrameState.Read(ref _frames.State(frame));
                if ((word & (MustBeSet | MustBeClear)) == MustBeSet && IndexSlot.Read(ref slot) == seen
                    && space.Index.IsCurrent(root))
                {
                    HitNote.Take(store, frame, word);
                    read = new OptimisticRead(frame, FrameState.Version(word));
                    return _frames.Bytes(frame);
                }
            }
        }

        read = default;
        return default;
    }

    public bool IsValid(OptimisticRead read)
    {
        // Orders the reader's loads before the load of the version; without it a weakly ordered processor could take
        // the version early.
        Volatile.ReadBarrier();
        return FrameState.Version(FrameState.Read(ref _frames.State(read.Frame))) == read.Version
            || Fault.Is(FaultId.E19_ChangedReadAccepted);
    }
}
