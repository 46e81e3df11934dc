namespace AopKit.Reclaim.Rings;

/// <summary>
/// Pages that could not be taken (pinned, locked, refused), out of everybody's way for a while: a million of them cost
/// one look each time something is evicted.
/// </summary>
/// <remarks>
/// Pages come in at the young ring. Every <see cref="TurnMisses"/> misses the young ring goes behind the ripe one, from
/// whose tail they are looked at again: so a page waits about half a turn, and its time need not be kept.
/// </remarks>
/// <typeparam name="TPages">Who keeps the links.</typeparam>
/// <param name="young">Pages parked since the last turn.</param>
/// <param name="ripe">Pages that have waited.</param>
internal sealed class Parking<TPages>(PageRing<TPages> young, PageRing<TPages> ripe)
    where TPages : struct, IRingPages
{
    public const int TurnMisses = 128;

    private readonly PageRing<TPages> _young = young;
    private readonly PageRing<TPages> _ripe = ripe;
    private uint _turned;

    public int Count { get; private set; }

    public void Clear()
    {
        _young.Clear();
        _ripe.Clear();
        Count = 0;
    }

    public void Park(int page)
    {
        _young.PushHead(page);
        Count++;
    }

    public void Unlink(int page)
    {
        _young.Unlink(page);
        Count--;
    }

    /// <summary>Takes out the page that has waited longest, if it has waited long enough.</summary>
    /// <param name="now">The time in misses.</param>
    /// <param name="isPressing">Whether any page will do, because there is nothing else.</param>
    /// <param name="page">The page.</param>
    public bool TryTake(uint now, bool isPressing, out int page)
    {
        if (now - _turned >= TurnMisses || (isPressing && _ripe.IsEmpty))
        {
            _ripe.TakeAll(_young);
            _turned = now;
        }

        if (_ripe.IsEmpty)
        {
            page = -1;
            return false;
        }

        page = _ripe.PopTail();
        Count--;
        return true;
    }

    public IEnumerable<int> Enumerate() => _young.Enumerate().Concat(_ripe.Enumerate());
}
