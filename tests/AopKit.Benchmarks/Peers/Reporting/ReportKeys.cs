namespace AopKit.Benchmarks.Peers.Reporting;

/// <summary>The names under which a report's figures are found by those who judge it; they do not change.</summary>
internal static class ReportKeys
{
    public const int Schema = 1;

    public const string PinnedLookupVsConcurrentLru = "pinnedLookupVsConcurrentLru";
    public const string PinnedLookupVsMemoryCache = "pinnedLookupVsMemoryCache";
    public const string OptimisticVsRandomAccess = "optimistic8BVsRandomAccess64B";
    public const string CopyVsRandomAccess = "copy4KVsRandomAccess4K";
    public const string HotPageOptimisticVsPinned = "optimisticVsPinnedHotPage2Threads";
    public const string EvictVsConcurrentLru = "evictWithCallbacksVsConcurrentLru";
    public const string CallbackOverheadPercent = "callbackOverheadPercent";
    public const string InPlaceVsMmap = "inPlaceVsMmap";

    public const string AllocatedPerHit = "allocatedPerHit";
    public const string AllocatedPerMiss = "allocatedPerMiss";
    public const string AllocatedPerEvict = "allocatedPerEvict";
    public const string MetadataPerPage = "metadataPerPage";
    public const string PerEmptyAddressSpace = "perEmptyAddressSpace";

    /// <summary>How many times faster AopKit was; but for the one that says percent.</summary>
    public static IReadOnlyList<string> Ratios { get; } =
    [
        PinnedLookupVsConcurrentLru, PinnedLookupVsMemoryCache, OptimisticVsRandomAccess, CopyVsRandomAccess,
        HotPageOptimisticVsPinned, EvictVsConcurrentLru, CallbackOverheadPercent, InPlaceVsMmap,
    ];

    public static IReadOnlyList<string> Bytes { get; } =
        [AllocatedPerHit, AllocatedPerMiss, AllocatedPerEvict, MetadataPerPage, PerEmptyAddressSpace];
}
