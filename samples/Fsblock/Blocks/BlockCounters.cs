namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>Counts what fills ask of the device. Exact whatever the number of threads.</summary>
internal sealed class BlockCounters
{
    private long _fills;
    private long _reads;

    /// <summary>Pages filled so far.</summary>
    public long Fills => Interlocked.Read(ref _fills);

    /// <summary>Requests that these fills made of the device; a page of holes makes none.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>A page was filled.</summary>
    public void CountFill() => Interlocked.Increment(ref _fills);

    /// <summary>A fill made a request.</summary>
    public void CountRead() => Interlocked.Increment(ref _reads);
}
