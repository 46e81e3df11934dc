namespace AopKit;

/// <summary>How a <c>PageCache</c> is made.</summary>
public sealed record PageCacheOptions
{
    /// <summary>
    /// The hard limit in bytes for frames, index, shadows, the engine's own per-page structures and what clients
    /// declare (E14). Default: 64 MiB. At least 16 pages.
    /// </summary>
    public long BudgetBytes { get; init; } = 64L << 20;

    /// <summary>Page size in bytes: a power of two from 4096 to 65536. Default: 4096.</summary>
    public int PageSize { get; init; } = 4096;

    /// <summary>
    /// How much of the clients' half of the contract is checked. Default: <see cref="Checks.Basic"/>.
    /// </summary>
    public Checks Checks { get; init; } = Checks.Basic;

    /// <summary>
    /// The largest budget that <c>PageCache.Resize</c> may ask for, in bytes; address space (not memory) for it is
    /// reserved at once. Default 0: <see cref="BudgetBytes"/>.
    /// </summary>
    public long MaxBudgetBytes { get; init; }

    /// <summary>Whether frames should lie in huge pages. Default: <see cref="HugePages.Default"/>.</summary>
    public HugePages HugePages { get; init; }
}
