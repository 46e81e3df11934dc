using System.Buffers;

namespace AopKit.Frames;

/// <summary>
/// A frame's bytes as a <see cref="Memory{T}"/>, for asynchronous callbacks. Refuses once <see cref="End"/> was called,
/// until it is begun for another frame.
/// </summary>
internal sealed class FrameBytes(FrameMemory memory) : MemoryManager<byte>
{
    private int _frame;
    private volatile bool _ended = true;

    private unsafe byte* Address => memory.Bytes + ((long)_frame * memory.PageSize);

    /// <summary>A callback is about to be lent the bytes of a frame.</summary>
    public FrameBytes Begin(int frame)
    {
        (_frame, _ended) = (frame, false);
        return this;
    }

    /// <summary>
    /// The callback's task has ended: whoever still holds the memory is told so instead of reading another page (C6).
    /// </summary>
    public void End() => _ended = true;

    /// <summary>Throws if the callback's task has ended.</summary>
    public void ThrowIfEnded()
    {
        if (_ended)
        {
            throw new ContractViolationException(
                "C6", "The memory of a fill or write request was used after the callback's task had ended.");
        }
    }

    public override unsafe Span<byte> GetSpan()
    {
        ThrowIfEnded();
        return new Span<byte>(Address, memory.PageSize);
    }

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        ThrowIfEnded();
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, memory.PageSize);
        return new MemoryHandle(Address + elementIndex, pinnable: this);
    }

    public override void Unpin()
    {
        // The memory does not move.
    }

    protected override void Dispose(bool disposing)
    {
        // The memory belongs to the frame.
    }
}
