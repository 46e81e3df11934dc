using System.Collections.Immutable;

namespace AopKit.Analyzers.Contracts;

/// <summary>The metadata names of the contract attributes: all that the analyzers know of any library.</summary>
internal static class ContractNames
{
    public const string Namespace = "AopKit.Lifetimes";

    public const string Acquires = "AcquiresAttribute";
    public const string EndsLifetime = "EndsLifetimeAttribute";
    public const string ViewOf = "ViewOfAttribute";
    public const string Borrowed = "BorrowedAttribute";
    public const string Owned = "OwnedAttribute";
    public const string MustCall = "MustCallAttribute";
    public const string MoveOnly = "MoveOnlyAttribute";
    public const string Mapping = "MappingAttribute";
    public const string InvalidatesMappings = "InvalidatesMappingsAttribute";
    public const string NeedsCurrent = "NeedsCurrentAttribute";
    public const string Revalidate = "RevalidateAttribute";
    public const string WeakOnly = "WeakOnlyAttribute";
    public const string Lifetime = "LifetimeAttribute";
    public const string EndOfLife = "EndOfLifeAttribute";
    public const string AttachedMetadata = "AttachedMetadataAttribute";
    public const string Attaches = "AttachesAttribute";
    public const string Detaches = "DetachesAttribute";
    public const string DirtyState = "DirtyStateAttribute";
    public const string UnwrittenState = "UnwrittenStateAttribute";
    public const string PageRange = "PageRangeAttribute";
    public const string ReleaseCallback = "ReleaseCallbackAttribute";
    public const string TransferCallback = "TransferCallbackAttribute";
    public const string CallbackContext = "CallbackContextAttribute";
    public const string Effect = "EffectAttribute";
    public const string CountsFreeable = "CountsFreeableAttribute";
    public const string FreesObjects = "FreesObjectsAttribute";
    public const string FreedCount = "FreedCountAttribute";
    public const string LockLevel = "LockLevelAttribute";
    public const string NoAllocation = "NoAllocationAttribute";
    public const string ExternalContract = "ExternalContractAttribute";

    public const string ExternalContractType = Namespace + "." + ExternalContract;

    /// <summary>Every attribute by full name.</summary>
    public static ImmutableArray<string> All { get; } = new[]
    {
        Acquires, EndsLifetime, ViewOf, Borrowed, Owned, MustCall, Lifetime, EndOfLife, AttachedMetadata, Attaches,
        Detaches, MoveOnly, Mapping, InvalidatesMappings, NeedsCurrent, Revalidate, WeakOnly,
        DirtyState, UnwrittenState, PageRange, ReleaseCallback, TransferCallback, CallbackContext, Effect,
        CountsFreeable, FreesObjects, FreedCount, LockLevel, NoAllocation,
        ExternalContract,
    }.Select(name => Namespace + "." + name).ToImmutableArray();
}
