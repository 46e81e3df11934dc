using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
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
        CallbackScope.EnterCache();
        GC.KeepAlive(Fault.Is(FaultId.E18_HitAllocates) ? new object() : null);
        return _lookup.TryPinAtOnce(_space, index.Value, out PageHandle page, out byte* bytes)
            ? MakePin(index, page, bytes)
            : PinSlowly(index, cancellation);
    }

    public override bool TryPin(PageIndex index, out PagePin<T> pin)
    {
        CallbackScope.EnterCache();
        if (_lookup.TryPinAtOnce(_space, index.Value, out PageHandle page, out byte* bytes))
        {
            pin = MakePin(index, page, bytes);
            return true;
        }

        return TryPinSlowly(index, out pin);
    }

    protected override bool TryReadBytes(PageIndex index, int offset, Span<byte> destination)
    {
        CallbackScope.EnterCache();

        // In 64 bits, so that one comparison also tells of a negative offset.
        if ((uint)offset > (long)_lookup.PageSize - destination.Length)
        {
            ThrowOutside(offset, destination.Length);
        }

        if (_lookup.TryCopyAtOnce(_space, index.Value, offset, destination))
        {
            return true;
        }

        return TryReadSlowly(index, offset, destination);
    }

    protected override void Unpin(PageHandle page)
    {
        FrameHeader* header = HeaderOf(page);
        if (_checks == Checks.Full)
        {
            ThreadPins.Unpinned(page);
        }

        _lookup.Unpin(header, page.Frame);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadSlowly(PageIndex index, int offset, Span<byte> destination)
    {
        _space.ThrowIfExiting();
        return _parts.Optimistic.TryCopy(_space, index.Value, offset, destination);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryPinSlowly(PageIndex index, out PagePin<T> pin)
    {
        bool found = TryPinFound(index, out PageHandle page);
        pin = found ? MakePin(index, page, _lookup.Frames.FirstByte(page.Frame)) : default;
        return found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PagePin<T> PinSlowly(PageIndex index, CancellationToken cancellation)
    {
        _space.ThrowIfExiting();
        PageHandle page = _parts.Pinner.Pin(_space, index.Value, cancellation);
        return MakePin(index, page, _lookup.Frames.FirstByte(page.Frame));
    }

    private bool TryPinFound(PageIndex index, out PageHandle page)
    {
        _space.ThrowIfExiting();
        return _lookup.TryPin(_space, index.Value, out page, out _) == LookupOutcome.Found;
    }

    private bool TryPinAtOnce(PageIndex index, out PageHandle page) =>
        _lookup.TryPinAtOnce(_space, index.Value, out page, out _);

    private PagePin<T> MakePin(PageIndex index, PageHandle page, byte* bytes)
    {
        if (_checks == Checks.Full)
        {
            ThreadPins.Pinned(page);
        }

        return new PagePin<T>(this, index, page, new ReadOnlySpan<byte>(bytes, _lookup.PageSize));
    }

    /// <summary>
    /// A pin or lease that was ended before is noticed, unless the frame still holds the same page (C6).
    /// </summary>
    private FrameHeader* HeaderOf(PageHandle page)
    {
        FrameHeader* header = _lookup.Header(page.Frame);
        if ((header->Generation != page.Generation || FrameState.Pins(FrameState.Read(ref *(long*)header)) == 0)
            && _checks != Checks.Off)
        {
            ThrowEnded();
        }

        return header;
    }

    private void ThrowIfEnded(PageHandle page) => HeaderOf(page);

    private void ThrowOutside(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, PageSize - offset);
    }

    [DoesNotReturn]
    private void ThrowEnded() => throw new ContractViolationException(
        "C6", $"A pin of '{Name}' was used, or ended, after it had ended. A pin ends once; pin the page again.");
}
