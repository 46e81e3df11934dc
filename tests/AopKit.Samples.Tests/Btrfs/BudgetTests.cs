using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>Every file through the engine, in 64 pages.</summary>
public sealed class BudgetTests
{
    private const int BudgetPages = 64;

    public static TheoryData<string, int> ImagesAndPageSizes() => new()
    {
        { "btrfs-compact-n16384", 4096 },
        { "btrfs-compact-n16384", 16384 },
        { "btrfs-compact-lzo", 65536 },
        { "btrfs-compact-mixed", 4096 },
        { "btrfs-compact-zlib", 4096 },
        { "btrfs-compact-zstd", 16384 },
        { "btrfs-small-n4096-xxhash", 16384 },
        { "btrfs-small-n65536-sha256", 4096 },
        { "btrfs-small-n32768-blake2", 4096 },
        { "btrfs-subvolumes", 4096 },
        { "btrfs-many-n16384", 4096 },
    };

    [Theory]
    [MemberData(nameof(ImagesAndPageSizes))]
    public void Image_In64Pages_ReadsAsItsManifestSays(string image, int pageSize)
    {
        using var device = new CountingDevice(ImageFile.Open(BundledImages.PathOf(image)));
        using PageCache cache = MakeCache(pageSize);
        List<CallbackFailure> failures = [];
        cache.CallbackFailed += failures.Add;
        using (BtrfsFileSystem files = BtrfsFileSystem.Open(device, cache))
        {
            Assert.NotEqual(0, ManifestCheck.AssertEqual(files, ManifestEntry.Of(image)));
        }

        Assert.Empty(failures);
    }

    [Theory]
    [InlineData(Placement.ReleasePage, ReleaseProtocol.Classic)]
    [InlineData(Placement.ReleasePage, ReleaseProtocol.Prechecked)]
    [InlineData(Placement.ReleasePage, ReleaseProtocol.Frozen)]
    [InlineData(Placement.ReleasePage, ReleaseProtocol.TwoPhase)]
    [InlineData(Placement.OnRemove, ReleaseProtocol.Classic)]
    [InlineData(Placement.OnRemove, ReleaseProtocol.Frozen)]
    [InlineData(Placement.OnRemove, ReleaseProtocol.TwoPhase)]
    [InlineData(Placement.Pinned, ReleaseProtocol.Prechecked)]
    [InlineData(Placement.SideTable, ReleaseProtocol.Classic)]
    [InlineData(Placement.SideTable, ReleaseProtocol.Frozen)]
    [InlineData(Placement.SideTable, ReleaseProtocol.TwoPhase)]
    [InlineData(Placement.AddressSpace, ReleaseProtocol.Prechecked)]
    [InlineData(Placement.BlockTable, ReleaseProtocol.Prechecked)]
    public void EachPlacement_UnderPressure_ReadsRightAndEndsEveryFact(Placement placement, ReleaseProtocol protocol)
    {
        const string Image = "btrfs-small-n4096-xxhash";
        var observer = new RecordingObserver();
        var options = new BtrfsOptions { Placement = placement, ReleaseProtocol = protocol, Observer = observer };
        using IDevice device = ImageFile.Open(BundledImages.PathOf(Image));
        using PageCache cache = MakeCache(4096);
        List<CallbackFailure> failures = [];
        cache.CallbackFailed += failures.Add;
        using (BtrfsFileSystem files = BtrfsFileSystem.Open(device, cache, options))
        {
            LeafWalk walk = files.WalkLeaves();
            ManifestCheck.AssertEqual(files, ManifestEntry.Of(Image));
            LeafWalk pass = files.ConsumeMarks();

            Assert.Equal(walk.LeafCount, pass.LeafCount);
            Assert.Equal(walk.ChangedCount, observer.MarksSet);
            Assert.Equal(pass.ChangedCount, observer.MarksEndedBy(FactEnd.Consumed));
            Assert.InRange(pass.ChangedCount, 0, walk.ChangedCount);
        }

        Assert.Empty(failures);
        Assert.NotEqual(0, observer.Attached);
        Assert.Empty(observer.Alive);
    }

    private static PageCache MakeCache(int pageSize) => new(new PageCacheOptions
    {
        PageSize = pageSize,
        BudgetBytes = BudgetPages * (long)pageSize,
        Checks = Checks.Full,
    });
}
