namespace AopKit.Tests.Contract;

/// <summary>
/// A shrinker that has a number of objects, frees what it is asked for, and writes down what that was.
/// </summary>
public sealed class ScriptedShrinker(long count) : IShrinker
{
    private long _count = count;
    private int _running;

    public Action? OnCount { get; set; }

    public Func<long, ShrinkResult>? OnScan { get; set; }

    /// <summary>Whether what is freed is there again at once.</summary>
    public bool IsEndless { get; init; }

    public List<long> Asked { get; } = [];

    public int Calls { get; private set; }

    public int MostAtOnce { get; private set; }

    public long Count(in ShrinkContext context)
    {
        Calls++;
        OnCount?.Invoke();
        return _count;
    }

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        Calls++;
        Asked.Add(objectCount);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            ShrinkResult result = OnScan?.Invoke(objectCount) ?? ShrinkResult.Freed(Math.Min(objectCount, _count));
            _count -= IsEndless ? 0 : result.FreedCount;
            return result;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
