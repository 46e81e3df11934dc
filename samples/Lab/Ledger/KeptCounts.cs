using AopKit.Diagnostics;

namespace AopKit.Samples.Lab.Ledger;

/// <summary>Attempts that ended metadata of a page that stayed, by what kept the page.</summary>
internal readonly record struct KeptCounts(long AlreadyPinned, long Raced, long DirtiedAfter, long NotRemoving)
{
    public long Total => AlreadyPinned + Raced + DirtiedAfter + NotRemoving;

    public KeptCounts Plus(AttemptEnd result) => result switch
    {
        AttemptEnd.AlreadyPinned => this with { AlreadyPinned = AlreadyPinned + 1 },
        AttemptEnd.Raced => this with { Raced = Raced + 1 },
        AttemptEnd.DirtiedAfter => this with { DirtiedAfter = DirtiedAfter + 1 },
        AttemptEnd.NotRemoving => this with { NotRemoving = NotRemoving + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "It cannot have ended metadata."),
    };
}
