namespace AopKit.Residency;

/// <summary>
/// A walk over the pages of a range that are in the cache, or leaving it, in order. It looks for a gang at a time and
/// holds the gate only for that; what comes in within a gang that was found already is not seen.
/// </summary>
/// <param name="space">The address space.</param>
/// <param name="first">The first index of the range.</param>
/// <param name="end">The first index after it; <see cref="long.MaxValue"/>: there is no end.</param>
/// <param name="gang">Room for the indexes that are found at a time.</param>
internal ref struct TakenPages(Space space, long first, long end, Span<long> gang)
{
    /// <summary>As many as a leaf has.</summary>
    public const int GangSize = IndexNode.Fanout;

    private readonly Span<long> _gang = gang;
    private long _from = first;
    private int _count;
    private int _next;
    private bool _isLast;

    public bool TryNext(out long index)
    {
        if (_next == _count && !_isLast)
        {
            Find();
        }

        bool found = _next < _count;
        index = found ? _gang[_next++] : 0;
        return found;
    }

    private void Find()
    {
        using (space.Gate.Enter())
        {
            _count = space.Index.FindTaken(_from, end, _gang);
        }

        _next = 0;
        _isLast = _count < _gang.Length;

        // Behind the last page of 63 bits the sum is negative, from where nothing is found.
        _from = _isLast ? _from : unchecked(_gang[^1] + 1);
    }
}
