using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AopKit.Checking;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Lookup;

/// <content>Hits that nothing is in the way of, in as few instructions as they take.</content>
/// <remarks>
/// <para>
/// A lookup out of many pages waits for memory three times: for the slot, for the header, for the page's bytes.
/// Meanwhile the processor is at work on the lookups behind it, as far ahead as some hundreds of instructions reach. So
/// the time of a lookup is that of its waits, divided by how many lookups fit into that window; an instruction more
/// costs more than its own time. Whatever is rare is therefore left to <see cref="TryPin"/>, which begins
/// again: pages with something to tell the policy, frozen ones, absent ones.
/// </para>
/// <para>
/// The slot is a hint here, and may be of any age, or another space's: the header says whose page is in the frame. A
/// pin on a page that is UPTODATE and neither FROZEN nor UNLINKED keeps all of the header as it is; so does an
/// unchanged version, for who reads without a pin.
/// </para>
/// </remarks>
internal sealed unsafe partial class PageLookup
{
    /// <summary>What one comparison asks of a word: filled and in the index, with nothing to tell.</summary>
    private const long Asked =
        FrameState.Uptodate | FrameState.Frozen | FrameState.Unlinked | HitNote.MustBePlain;

    private const long Plain = FrameState.Uptodate | HitNote.Plain;

    // What FrameAddresses holds, as fields: through it, each use would be an instruction more.
    private readonly FrameHeader* _headers = store.Frames.Native.Headers;
    private readonly byte* _bytes = store.Frames.Native.Bytes;
    private readonly int _pageShift = int.Log2(store.Frames.PageSize);

    public int PageSize { get; } = store.Frames.PageSize;

    public FrameHeader* Header(int frame) => _headers + (nint)(uint)frame;

    /// <summary>Pins a page, and counts the hit.</summary>
    /// <param name="space">The address space.</param>
    /// <param name="index">The page.</param>
    /// <param name="page">The page, if it was pinned.</param>
    /// <param name="bytes">Its first byte.</param>
    /// <returns>Whether the caller has a pin. If not, nothing is said: <see cref="TryPin"/> finds out.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPinAtOnce(Space space, long index, out PageHandle page, out byte* bytes)
    {
        long seen = IndexSlot.Read(ref *SlotOf(space, index));
        if (IndexSlot.IsTaken(seen))
        {
            int frame = IndexSlot.Frame(seen);
            bytes = _bytes + ((nint)(uint)frame << _pageShift);
            FrameAddresses.Prefetch(bytes);
            FrameHeader* header = _headers + (nint)(uint)frame;
            long word = FrameState.AddPins(ref *(long*)header, FrameState.PinOfHit);
            if ((word & (Asked | FrameState.ManyHits)) == Plain && IsOf(header, space, index))
            {
                page = new PageHandle(frame, header->Generation);
                return true;
            }

            GiveBack(frame);
        }

        page = default;
        bytes = null;
        return false;
    }

    /// <summary>Copies bytes of a page without a pin.</summary>
    /// <returns>Whether the page was there and unchanged; if not, nothing is said, and the destination holds anything.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCopyAtOnce(Space space, long index, int offset, Span<byte> destination)
    {
        long seen = IndexSlot.Read(ref *SlotOf(space, index));
        if (IndexSlot.IsTaken(seen))
        {
            int frame = IndexSlot.Frame(seen);
            FrameHeader* header = _headers + (nint)(uint)frame;

            // An acquire: what is read of the page, its owner included, is read after it.
            long word = FrameState.Read(ref *(long*)header);
            if ((word & (Asked | FrameState.VersionUnit)) == Plain && IsOf(header, space, index))
            {
                Unsafe.CopyBlockUnaligned(
                    ref MemoryMarshal.GetReference(destination),
                    ref _bytes[((nint)(uint)frame << _pageShift) + offset], (uint)destination.Length);
                return OptimisticLookup.IsUnchanged(ref *(long*)header, word);
            }
        }

        return false;
    }

    /// <summary>The index's own way to a slot, field by field: through a method of a struct each is an address more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long* SlotOf(Space space, long index)
    {
        if ((ulong)index < (ulong)Volatile.Read(ref space.Index.FlatPageCount))
        {
            Schedule.Point(ref space.Index.FlatPageCount);
            return space.Index.FlatSlots + index;
        }

        return space.Index.FindInTree(index);
    }

    /// <summary>
    /// Whether the frame's page is the one that is asked for. It stays so under a pin, and while the version is the
    /// same.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOf(FrameHeader* header, Space space, long index) =>
        (header->Index == index || Fault.Is(FaultId.P01_PageNotLookedAt))
        && (header->SpaceId == space.Id || Fault.Is(FaultId.P16_SpaceNotLookedAt));

    /// <summary>Takes back a pin, and the hit that it was counted as.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GiveBack(int frame)
    {
        store.Counters.Own.Hits--;
        remover.Unpin(frame);
    }
}
