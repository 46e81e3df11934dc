namespace AopKit;

/// <summary>
/// What a pin carries to find its page again: the frame and the generation of the page that is in it. Made and read by
/// implementations of <see cref="AddressSpace{T}"/>; a client only passes it on.
/// </summary>
/// <param name="Frame">The implementation's number of the frame.</param>
/// <param name="Generation">Which page is in the frame: every page that is inserted into a cache has a number of its
/// own.</param>
public readonly record struct PageHandle(int Frame, long Generation)
{
    // As wide as a register: a copy of both fields by eight bytes at a time would wait for a store of four.
    private readonly long _frame = Frame;

    /// <summary>The implementation's number of the frame.</summary>
    public int Frame
    {
        get => (int)_frame;
        init => _frame = value;
    }
}
