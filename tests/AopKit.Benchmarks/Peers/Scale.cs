namespace AopKit.Benchmarks.Peers;

/// <summary>How large and how long a run is.</summary>
internal sealed record Scale
{
    /// <summary>A run for figures that are published: about four minutes.</summary>
    public static readonly Scale Whole = new()
    {
        Rounds = 15, Turn = TimeSpan.FromMilliseconds(50), LongTurn = TimeSpan.FromMilliseconds(100),
        ResidentPages = 128 << 10, FullCachePages = 32 << 10,
        Distributions = ["uniform", "zipf 0.7", "zipf 0.99", "zipf 1.2", "sequential"],
        LookupSizes = [16 << 10, 64 << 10, 256 << 10, 1 << 20], SpaceCount = 1_000_000, SequenceCount = 4,
    };

    /// <summary>A look, in about 40 seconds: fewer rounds, fewer sizes, the same bars.</summary>
    public static readonly Scale Quick = new()
    {
        Rounds = 7, Turn = TimeSpan.FromMilliseconds(15), LongTurn = TimeSpan.FromMilliseconds(50),
        ResidentPages = 128 << 10, FullCachePages = 32 << 10,
        Distributions = ["uniform", "zipf 0.99"], LookupSizes = [16 << 10, 128 << 10], SpaceCount = 100_000,
        SequenceCount = 2,
    };

    /// <summary>Rounds that count.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long a contestant's turn lasts, about.</summary>
    public required TimeSpan Turn { get; init; }

    /// <summary>The same where garbage collections have to fall into each turn.</summary>
    public required TimeSpan LongTurn { get; init; }

    /// <summary>Pages that every cache holds when hits are measured.</summary>
    public required int ResidentPages { get; init; }

    /// <summary>Pages that a cache holds when it is full and has to evict.</summary>
    public required int FullCachePages { get; init; }

    /// <summary>In which orders pages are looked up.</summary>
    public required IReadOnlyList<string> Distributions { get; init; }

    /// <summary>Pages in the cache when the growth of a lookup's cost is measured.</summary>
    public required IReadOnlyList<int> LookupSizes { get; init; }

    /// <summary>In how many of the known orders a full cache is read.</summary>
    public required int SequenceCount { get; init; }

    /// <summary>How many address spaces "a million" is.</summary>
    public required int SpaceCount { get; init; }
}
