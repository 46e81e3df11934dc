namespace AopKit.Frames;

/// <summary>
/// Free frames, last in first out, of which the last ones lie beside each other: who takes several does not walk from
/// one frame's notes to the next one's, which another processor has just written. The owner locks.
/// </summary>
internal sealed class FrameStack(FrameNotes notes)
{
    private const int RecentCount = 512;

    private readonly int[] _recent = new int[RecentCount];
    private readonly FrameList _older = new(notes);
    private int _count;

    public int Count => Volatile.Read(ref _count) + _older.Count;

    public bool TryPop(out int frame)
    {
        if (_count == 0)
        {
            return _older.TryPop(out frame);
        }

        frame = _recent[_count - 1];
        Volatile.Write(ref _count, _count - 1);
        return true;
    }

    public void Push(int frame)
    {
        if (_count == RecentCount)
        {
            Settle();
        }

        _recent[_count] = frame;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <inheritdoc cref="FrameList.MoveTo"/>
    public int MoveTo(FrameList other, Predicate<int> condition)
    {
        Settle();
        return _older.MoveTo(other, condition);
    }

    public IEnumerable<int> Enumerate() => _recent.Take(_count).Reverse().Concat(_older.Enumerate());

    /// <summary>Puts the last ones to the others.</summary>
    private void Settle()
    {
        foreach (int frame in _recent.AsSpan(0, _count))
        {
            _older.Push(frame);
        }

        Volatile.Write(ref _count, 0);
    }
}
