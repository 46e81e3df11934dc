namespace AopKit.Frames;

/// <summary>
/// Generations that a thread may give to pages, so that it asks for the shared count once in many insertions. A
/// generation is a page's own number, and says nothing about order.
/// </summary>
internal struct GenerationBlock
{
    private const int Size = 64;

    private long _last;
    private int _left;

    /// <summary>The next number of the block; a new block if it is used up.</summary>
    /// <param name="lastGiven">The highest number that is in any block.</param>
    public long Next(ref long lastGiven)
    {
        if (_left == 0)
        {
            _last = Interlocked.Add(ref lastGiven, Size) - Size;
            _left = Size;
        }

        _left--;
        return ++_last;
    }
}
