namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// Bounds the marks of a whole file system where each one holds a page: without a bound the pages that cannot be
/// reclaimed would become all there are.
/// </summary>
internal sealed class MarkLimit(int limit)
{
    private int _count;

    /// <summary>Takes the right to one more mark.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _count) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Gives the rights of marks back that are gone.</summary>
    public void Return(int count) => Interlocked.Add(ref _count, -count);
}
