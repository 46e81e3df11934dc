namespace AopKit.Samples.Lab.Ledger;

/// <summary>What the ledger says when every address space is closed.</summary>
/// <param name="MetadataAlive">Metadata that nobody ended.</param>
/// <param name="MarksAlive">Marks that nobody ended.</param>
/// <param name="RemoveCallbacksMin">The fewest removal callbacks of a removed page.</param>
/// <param name="RemoveCallbacksMax">The most.</param>
/// <param name="Violations">What no client may report, such as an end without a beginning.</param>
internal sealed record TeardownFigures(
    long MetadataAlive,
    long MarksAlive,
    int RemoveCallbacksMin,
    int RemoveCallbacksMax,
    IReadOnlyList<string> Violations);
