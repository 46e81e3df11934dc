using AopKit.Samples.Lab.Measures;

namespace AopKit.Samples.Lab.Ledger;

/// <summary>What the attempts to take pages came to.</summary>
internal sealed record AttemptFigures
{
    /// <summary>Attempts that meant to remove a page.</summary>
    public required long Attempts { get; init; }

    /// <summary>Release and prepare callbacks that ran, for strips too.</summary>
    public required long ReleaseCallbacks { get; init; }

    /// <summary>Prepares that were taken back.</summary>
    public required long Aborted { get; init; }

    /// <summary>Attempts that ended metadata although the page stayed.</summary>
    public required KeptCounts Kept { get; init; }

    /// <summary>How long an attempt took that removed its page, removal callback included.</summary>
    public required Percentiles Removal { get; init; }

    /// <summary>How long the release or prepare callback took.</summary>
    public required Percentiles Callback { get; init; }

    /// <summary>How long a lookup waited for a page that was frozen or leaving.</summary>
    public required Percentiles Stall { get; init; }

    /// <summary>How many lookups waited.</summary>
    public required long Stalls { get; init; }
}
