namespace AopKit.Residency;

/// <summary>What lookups and doors tell of how pages are asked for, so that the next ones can be read ahead.</summary>
internal interface IReadAhead
{
    /// <summary>A page was asked for and was not there; it is now, or will be soon.</summary>
    /// <param name="space">Its address space.</param>
    /// <param name="index">Its index.</param>
    /// <param name="mayRead">Whether the first pages ahead may be read on this thread.</param>
    void Missed(Space space, long index, bool mayRead);

    /// <summary>A page that was read ahead was asked for the first time.</summary>
    /// <remarks>Part of a hit: takes no lock that it would have to wait for, allocates nothing (E18).</remarks>
    /// <param name="frame">Its frame; without a pin, it may hold another page by now.</param>
    void FirstHit(int frame);

    /// <summary>Reclaim took a page that was read ahead, and that nobody had asked for.</summary>
    void Wasted(Space space);

    /// <summary>Nothing is read ahead from now on; the cache ends.</summary>
    void Stop();

    /// <summary>Waits until nothing is read ahead in a space; it is ending, or the cache is.</summary>
    void WaitForEnd(Space space);
}
