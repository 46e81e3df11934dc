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
/// is freed. The header says whose page is in the frame, and says the same as long as the version does.
/// </remarks>
internal sealed unsafe class OptimisticLookup(PageStore store)
{
    private const long MustBeSet = FrameState.Uptodate;
    private const long MustBeClear = FrameState.Unlinked | FrameState.Frozen | FrameState.VersionUnit;

    private readonly FrameAddresses _frames = store.Frames.Addresses;

    /// <summary>Begins a read.</summary>
    /// <returns>The page's bytes, or none: it is not there, or something is in the way.</returns>
    public ReadOnlySpan<byte> Begin(Space space, long index, out OptimisticRead read)
    {
        long slot = IndexSlot.Read(ref *space.Index.FindSlot(index, out _));
        if (IndexSlot.IsResident(slot))
        {
            int frame = IndexSlot.Frame(slot);
            FrameHeader* header = _frames.Header(frame);

            // An acquire: what is read of the page, its owner included, is read after it.
            long word = FrameState.Read(ref header->State);
            if ((word & (MustBeSet | MustBeClear)) == MustBeSet && PageLookup.IsOf(header, space, index))
            {
                HitNote.Take(store, frame, word);
                read = new OptimisticRead(frame, FrameState.Version(word));
                return _frames.Bytes(frame);
            }
        }

        read = default;
        return default;
    }

    public bool IsValid(OptimisticRead read) => IsUnchanged(ref _frames.State(read.Frame), read.Version);

    /// <summary>Copies bytes of a page out.</summary>
    /// <returns>Whether the page was there and unchanged; if not, the destination holds anything.</returns>
    public bool TryCopy(Space space, long index, int offset, Span<byte> destination)
    {
        ReadOnlySpan<byte> bytes = Begin(space, index, out OptimisticRead read);
        if (bytes.IsEmpty)
        {
            return false;
        }

        bytes.Slice(offset, destination.Length).CopyTo(destination);
        return IsValid(read);
    }

    /// <summary>Whether the version is the one that was seen; what else the word says does not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnchanged(ref long state, long seen)
    {
        // Orders the reader's loads before the load of the version; without it a weakly ordered processor could take
        // the version early.
        Volatile.ReadBarrier();
        long changed = FrameState.Version(FrameState.Read(ref state) ^ seen);
        return (Fault.Is(FaultId.E19_ChangedReadAccepted) ? 0 : changed) == 0;
    }
}
