namespace AopKit.Stress.Tests.Random;

/// <summary>How one episode is set up: a new cache, a new space, chosen by the seed and the episode's number.</summary>
internal sealed record EpisodePlan
{
    public const int OperationCount = 1000;

    public const int PageSize = 4096;

    /// <summary>
    /// Every sixteenth index is never used, so that no run of dirty pages is longer than a batch of writeback.
    /// </summary>
    public const int GapEvery = 16;

    public EpisodePlan(long seed, long episode)
    {
        Seed = (seed * 1_000_003) + episode;
        var dice = new Dice(Seed) { Operation = -1 };
        IsTight = dice.Hits("tight", 0, 2);
        BudgetPages = IsTight ? 24 + dice.Roll("budget", 0, 24) : 256;
        Checks = (Checks)dice.Roll("checks", 0, 3);
        MaxLeaseCount = IsTight && dice.Hits("hoard", 0, 8) ? BudgetPages : 4;
        IndexCount = 20 + dice.Roll("indexes", 0, 100);
        Options = new AddressSpaceOptions
        {
            Name = "random",
            ReleaseProtocol = (ReleaseProtocol)dice.Roll("protocol", 0, 4),
            RemoveNotification = (RemoveNotification)dice.Roll("notice", 0, 3),
            ReleaseAlways = dice.Hits("always", 0, 4),
            StablePages = dice.Hits("stable", 0, 2),
        };
    }

    public long Seed { get; }

    /// <summary>Whether the cache is smaller than the space, so that it reclaims of itself.</summary>
    public bool IsTight { get; }

    public int BudgetPages { get; }

    public Checks Checks { get; }

    /// <summary>How many pins may be held over several operations.</summary>
    public int MaxLeaseCount { get; }

    /// <summary>Whether so many pins are held that there may be no frame left.</summary>
    public bool IsHoarding => MaxLeaseCount == BudgetPages;

    public int IndexCount { get; }

    public AddressSpaceOptions Options { get; }

    public bool MayWait => Options.RemoveNotification == RemoveNotification.BeforeUnlock;

    public override string ToString() =>
        $"{Options.ReleaseProtocol}, {Options.RemoveNotification}{(Options.ReleaseAlways ? ", ReleaseAlways" : "")}, "
        + $"{BudgetPages} pages for {IndexCount} indexes, Checks.{Checks}";
}
