namespace AopKit.Residency;

/// <summary>The streams of one space, and whether reading ahead has been worth it. Made at its first miss.</summary>
internal sealed class ReadStreams
{
    /// <summary>How many readers are told from each other.</summary>
    public const int StreamCount = 4;

    private int _isBusy;
    private int _runningCount;

    public ReadStream[] Streams { get; } = [new(), new(), new(), new()];

    /// <summary>Counts misses and marked hits, to tell which stream was not followed for longest.</summary>
    public long Clock { get; set; }

    /// <summary>Pages that were asked for after they had been read ahead; halved now and then.</summary>
    public int HitCount { get; set; }

    /// <summary>Pages that were taken before anybody asked for them; halved with <see cref="HitCount"/>.</summary>
    public int WastedCount { get; set; }

    /// <summary>Misses at which nothing is read ahead, because it was wasted.</summary>
    public int PauseLeft { get; set; }

    /// <summary>How long the next pause is.</summary>
    public int NextPause { get; set; }

    /// <summary>
    /// Takes the table, if nobody has it: who cannot have it lets one chance go by, which harms nothing.
    /// </summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _isBusy, 1, 0) == 0;

    public void Exit() => Volatile.Write(ref _isBusy, 0);

    /// <summary>Pages of the space begin to be read ahead.</summary>
    /// <returns>False if the space is ending: nothing is begun.</returns>
    public bool TryBegin(Space space)
    {
        // Who ends the space announces it, then looks at the count: one of the two sees the other.
        Interlocked.Increment(ref _runningCount);
        if (!space.IsExiting)
        {
            return true;
        }

        End();
        return false;
    }

    public void End()
    {
        if (Interlocked.Decrement(ref _runningCount) == 0)
        {
            lock (Streams)
            {
                Monitor.PulseAll(Streams);
            }
        }
    }

    /// <summary>Waits until nobody reads ahead; the space is ending, so that nobody begins.</summary>
    public void WaitForEnd()
    {
        Interlocked.MemoryBarrier();
        lock (Streams)
        {
            while (Volatile.Read(ref _runningCount) > 0)
            {
                Monitor.Wait(Streams);
            }
        }
    }
}
