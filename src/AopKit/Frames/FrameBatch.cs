namespace AopKit.Frames;

/// <summary>
/// Room for frames that become free one after the other, so that they can be given back together. Without room it
/// takes none.
/// </summary>
/// <param name="room">Where they are kept.</param>
/// <param name="count">How many there are.</param>
internal readonly ref struct FrameBatch(Span<int> room, ref int count)
{
    /// <summary>How many one batch holds at the most: so many others cannot have meanwhile.</summary>
    public const int MaxCount = 16;

    private readonly Span<int> _room = room;
    private readonly ref int _count = ref count;

    public bool IsFull => _room.Length > 0 && _count == _room.Length;

    /// <summary>Keeps a frame, if there is room for it.</summary>
    public bool TryAdd(int frame)
    {
        if (_room.Length == 0 || _count == _room.Length)
        {
            return false;
        }

        _room[_count++] = frame;
        return true;
    }

    /// <summary>Gives all back.</summary>
    public void ReturnTo(FreeFrames free)
    {
        if (_room.Length > 0 && _count > 0)
        {
            free.Return(_room[.._count]);
            _count = 0;
        }
    }
}
