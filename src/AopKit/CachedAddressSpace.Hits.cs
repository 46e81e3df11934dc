using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AopKit.Checking;
using AopKit.Frames;
using AopKit.Lookup;

namespace AopKit;

/// <content>Lookups, reads without a pin, and the end of a pin. What is rare is in methods of its own, which begin
/// again: see <see cref="PageLookup"/> for why.</content>
internal sealed unsafe partial class CachedAddressSpace<T>
{
    public override PagePin<T> Pin(PageIndex index, CancellationToken cancellation = default)
    {
        GC.KeepAlive(Fault.Is(FaultId.E18_HitAllocates) ? new object() : null);
        return !Watching.IsOn && _lookup.TryPinAtOnce(_space, index.Value, out PageHandle page, out byte* bytes)
            ? MakePin(index, page, bytes)
            : PinSlowly(index, cancellation);
    }

    public override bool TryPin(PageIndex index, out PagePin<T> pin)
    {
        if (!Watching.IsOn && _lookup.TryPinAtOnce(_space, index.Value, out PageHandle page, out byte* bytes))
        {
            pin = MakePin(index, page, bytes);
            return true;
        }

        return TryPinSlowly(index, out pin);
    }

    protected override bool TryReadBytes(PageIndex index, int offset, Span<byte> destination)
    {
        // In 64 bits, so that one comparison also tells of a negative offset.
        if ((uint)offset > (long)_lookup.PageSize - destination.Length)
        {
            ThrowOutside(offset, destination.Length);
        }

        if (!Watching.IsOn && _lookup.TryCopyAtOnce(_space, index.Value, offset, destination))
        {
            return true;
        }

        return TryReadSlowly(index, offset, destination);
    }

    protected override void Unpin(PageHandle page)
    {
        FrameHeader* header = _lookup.Header(page.Frame);
        if (Watching.IsOn || HasEnded(header, page))
        {
            UnpinSlowly(page);
            return;
        }

        long word = FrameState.DropPin(ref *(long*)header);
        if (FrameState.HasAny(word, FrameState.Waiters | FrameState.Unlinked))
        {
            _parts.Remover.EndLastPin(page.Frame, word);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadSlowly(PageIndex index, int offset, Span<byte> destination)
    {
        EnterCache();
        return (Watching.IsOn && _lookup.TryCopyAtOnce(_space, index.Value, offset, destination))
            || _parts.Optimistic.TryCopy(_space, index.Value, offset, destination);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryPinSlowly(PageIndex index, out PagePin<T> pin)
    {
        bool found = TryPinPage(index, out PageHandle page);
        pin = found ? MakeWatchedPin(index, page) : default;
        return found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PagePin<T> PinSlowly(PageIndex index, CancellationToken cancellation)
    {
        EnterCache();
        return MakeWatchedPin(
            index,
            Watching.IsOn && TryPinPage(index, out PageHandle page)
                ? page
                : _parts.Pinner.Pin(_space, index.Value, cancellation));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void UnpinSlowly(PageHandle page)
    {
        ThrowIfEnded(page);
        if (_checks == Checks.Full)
        {
            ThreadPins.Unpinned(page);
        }

        _parts.Remover.Unpin(page.Frame);
    }

    /// <summary>Pins a page if that takes no wait, by the short way if no test waits on the long one.</summary>
    private bool TryPinPage(PageIndex index, out PageHandle page)
    {
        EnterCache();
        return (!_lookup.HasTestPoints && _lookup.TryPinAtOnce(_space, index.Value, out page, out _))
            || _lookup.TryPin(_space, index.Value, out page, out _) == LookupOutcome.Found;
    }

    private PagePin<T> MakeWatchedPin(PageIndex index, PageHandle page)
    {
        if (_checks == Checks.Full)
        {
            ThreadPins.Pinned(page);
        }

        return MakePin(index, page, _lookup.Frames.FirstByte(page.Frame));
    }

    private PagePin<T> MakePin(PageIndex index, PageHandle page, byte* bytes) =>
        new(this, index, page, MemoryMarshal.CreateReadOnlySpan(ref *bytes, _lookup.PageSize));

    private static bool HasEnded(FrameHeader* header, PageHandle page) =>
        header->Generation != page.Generation || FrameState.Pins(FrameState.Read(ref *(long*)header)) == 0;

    /// <summary>
    /// A pin or lease that was ended before is noticed, unless the frame still holds the same page (C6).
    /// </summary>
    private void ThrowIfEnded(PageHandle page)
    {
        if (HasEnded(_lookup.Header(page.Frame), page) && _checks != Checks.Off)
        {
            ThrowEnded();
        }
    }

    private void ThrowOutside(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, PageSize - offset);
    }

    [DoesNotReturn]
    private void ThrowEnded() => throw new ContractViolationException(
        "C6", $"A pin of '{Name}' was used, or ended, after it had ended. A pin ends once; pin the page again.");
}
