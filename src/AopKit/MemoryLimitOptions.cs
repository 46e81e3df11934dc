namespace AopKit;

/// <summary>How a cache's budget follows the memory limit of its container or process.</summary>
/// <remarks>
/// Every <see cref="Interval"/> the load is looked at. Above <see cref="HighPercent"/> of the limit the budget goes
/// down, as <see cref="PageCache.Resize"/> does it, by what is above <see cref="LowPercent"/>, at most a quarter at
/// once; after four looks in a row below <see cref="LowPercent"/> it goes up again, by an eighth of
/// <see cref="PageCacheOptions.BudgetBytes"/> at most, and never above what was asked for last.
/// </remarks>
public sealed record MemoryLimitOptions
{
    /// <summary>
    /// The budget never goes below this, in bytes, nor below what address spaces have reserved. Default 0: a quarter of
    /// <see cref="PageCacheOptions.BudgetBytes"/>, and at least 16 pages.
    /// </summary>
    public long FloorBytes { get; init; }

    /// <summary>From this load on the budget goes down, in percent of the limit. Default 90.</summary>
    public int HighPercent { get; init; } = 90;

    /// <summary>
    /// To this load it goes down, and below it the budget goes up again, in percent of the limit. From 1 to less than
    /// <see cref="HighPercent"/>. Default 80.
    /// </summary>
    public int LowPercent { get; init; } = 80;

    /// <summary>How often the load is looked at. More than zero; default a second.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Tells the load. Default null: the nearest of the limits of the control group (Linux, version 2 or 1, and its
    /// parents) and of what the garbage collector says about the machine. Called on a thread of the cache; must not
    /// call the cache.
    /// </summary>
    public Func<MemoryLoad>? Source { get; init; }
}
