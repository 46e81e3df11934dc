using AopKit.Samples.Btrfs.Placements.Operations;
using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements;

/// <summary>Puts together what a placement needs: where facts are kept, and the callbacks that fit it.</summary>
internal static class PlacementFactory
{
    /// <summary>Where facts are kept. A store of the file system outlives the spaces that are made on it.</summary>
    public static FactStore CreateStore(BtrfsOptions options, TreeGeometry geometry) => options.Placement switch
    {
        Placement.Pinned => new AttachedFacts(geometry, options.Observer, options.PinnedMarkLimit),
        Placement.SideTable => new TableFacts(geometry, options.Observer, endsWithPage: true),
        Placement.AddressSpace => new TableFacts(geometry, options.Observer, endsWithPage: false),
        Placement.BlockTable => new BlockTable(geometry, options.Observer),
        Placement.ReleasePage or Placement.OnRemove => new AttachedFacts(geometry, options.Observer),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Placement, "No such placement."),
    };

    /// <summary>The callbacks of the tree space.</summary>
    public static IAddressSpaceOperations<TreeMetadata> CreateOperations(
        Placement placement, TreeSource source, FactStore store, CallbackTrace trace) => placement switch
        {
            Placement.ReleasePage or Placement.SideTable => new ReleasingOperations(source, (PageFacts)store, trace),
            Placement.OnRemove => new RemovalOperations(source, (PageFacts)store, trace),
            Placement.Pinned => new PinningOperations(source, (PageFacts)store, trace),
            Placement.AddressSpace => new SpaceOperations(source, (TableFacts)store, trace),
            Placement.BlockTable => new TreeOperations(source, trace),
            _ => throw new ArgumentOutOfRangeException(nameof(placement), placement, "No such placement."),
        };

    /// <summary>How the tree space is made.</summary>
    public static AddressSpaceOptions SpaceOptions(BtrfsOptions options) => new()
    {
        Name = "tree",
        ReleaseProtocol = options.ReleaseProtocol,
        RemoveNotification = options.Placement == Placement.OnRemove
            ? options.RemoveNotification
            : RemoveNotification.None,
        ReleaseAlways = options.Placement == Placement.SideTable,
    };
}
