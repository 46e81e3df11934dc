namespace AopKit.Residency;

/// <summary>
/// Which pages a thread is filling now, one fill inside the other: a thread that needs one of them would wait for
/// itself (E11).
/// </summary>
internal sealed class ThreadFills
{
    private Space? _space;
    private long _first;
    private int _count;
    private Stack<(Space Space, long First, int Count)>? _outer;

    public void Begin(Space space, long first, int count)
    {
        if (_space is not null)
        {
            (_outer ??= new()).Push((_space, _first, _count));
        }

        (_space, _first, _count) = (space, first, count);
    }

    /// <summary>Ends what was begun last.</summary>
    public void End()
    {
        _space = null;
        if (_outer is { Count: > 0 })
        {
            (_space, _first, _count) = _outer.Pop();
        }
    }

    public bool Contains(Space space, long index)
    {
        if (_space == space && IsIn(index, _first, _count))
        {
            return true;
        }

        foreach ((Space outer, long first, int count) in _outer ?? [])
        {
            if (outer == space && IsIn(index, first, count))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(long index, long first, int count) => index >= first && index - first < count;
}
