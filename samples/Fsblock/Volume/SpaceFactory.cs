using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock.Blocks;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Fsblock.Volume;

/// <summary>
/// Makes the address spaces of one file system, all with the placement and the protocols of its options.
/// </summary>
internal sealed class SpaceFactory(PageCache cache, BlockTransfer transfer, Ext2Options options, BlockTable? table)
{
    private const int BootBlockSize = 1024;

    private readonly Witness _witness = new(options.Observer, options.Trace);
    private readonly MarkLimit _pinnedMarks = new(options.PinnedMarkLimit);

    /// <summary>Reads the superblock, through a page as everything else, before the size of a block is known.</summary>
    /// <param name="cache">The pages.</param>
    /// <param name="device">The device.</param>
    /// <param name="counters">Where the one request is counted.</param>
    /// <exception cref="ImageCorruptException">It breaks a rule.</exception>
    /// <exception cref="ImageUnsupportedException">The image is not for this client.</exception>
    public static Superblock ReadSuperblock(PageCache cache, IDevice device, BlockCounters counters)
    {
        var operations = new ReleasePageOperations(
            new DeviceContent(device.Length / BootBlockSize),
            new BlockTransfer(device, BootBlockSize, counters),
            new Witness(IFactObserver.Deaf));
        var blocks = new BlockSpace(cache, operations, new AddressSpaceOptions { Name = "ext2 superblock" });
        using AddressSpace<PageBlocks> space = blocks.Space;
        Span<byte> bytes = stackalloc byte[Superblock.Length];
        blocks.Read(Superblock.Offset, bytes);
        return SuperblockReader.Read(bytes, device.Length);
    }

    /// <summary>Makes the address space of some content.</summary>
    /// <param name="content">Whose blocks its pages are.</param>
    /// <param name="name">Its name in messages.</param>
    public BlockSpace Make(IBlockContent content, string name) =>
        new(cache, Operations(content), new AddressSpaceOptions
        {
            Name = name,
            ReleaseProtocol = options.ReleaseProtocol,
            RemoveNotification = options.RemoveNotification,
            Reclaimable = options.Reclaimable,
            StablePages = true,
        });

    private BlockOperations Operations(IBlockContent content) => options.Placement switch
    {
        Placement.ReleasePage => new ReleasePageOperations(content, transfer, _witness),
        Placement.OnRemove => new OnRemoveOperations(content, transfer, _witness),
        Placement.Pinned => new PinnedOperations(content, transfer, _witness, _pinnedMarks),
        Placement.SideTable => new SideTableOperations(content, transfer, _witness),
        Placement.AddressSpace => new AddressSpaceOperations(content, transfer, _witness),
        Placement.BlockTable => new BlockTableOperations(content, transfer, _witness, table!),
        _ => throw new ArgumentOutOfRangeException(nameof(content), options.Placement, "No such placement."),
    };
}
