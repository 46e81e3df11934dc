using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Testing;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>The btrfs client's space of tree blocks, put through the suite that every author can use.</summary>
public sealed class ClientContractTests
{
    public static TheoryData<string> Cases => [.. new Tree().Cases().Select(entry => entry.Name)];

    [Theory, MemberData(nameof(Cases))]
    public void Btrfs_AsAClient_KeepsTheContract(string name) =>
        new Tree().Cases().Single(entry => entry.Name == name).Run();

    private sealed class Tree : ClientContract<TreeMetadata>
    {
        private const int MostPages = 1 << 16;

        protected override int PageSize => 16384;

        protected override IEnumerable<ReleaseProtocol> Protocols => Enum.GetValues<ReleaseProtocol>();

        protected override AddressSpace<TreeMetadata> CreateSpace(PageCache cache, ReleaseProtocol protocol)
        {
            IDevice device = ImageFile.Open(BundledImages.PathOf("btrfs-compact-n16384"));
            BtrfsFileSystem files = BtrfsFileSystem.Open(device, new CacheSpaceFactory(cache), new BtrfsOptions
            {
                Placement = Placement.OnRemove, ReleaseProtocol = protocol,
            });
            files.WalkLeaves(limit: 6);
            return (AddressSpace<TreeMetadata>)files.Tree;
        }

        protected override IReadOnlyList<PageIndex> PagesOf(AddressSpace<TreeMetadata> space) =>
            [.. Enumerable.Range(0, MostPages).Select(index => new PageIndex(index)).Where(space.Contains).Take(3)];
    }
}
