using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>With what each placement loses a mark, and with what it does not.</summary>
public sealed class PlacementTests : IDisposable
{
    private static readonly PageRange s_allPages = new(new PageIndex(0), 1L << 40);

    private readonly IDevice _device = ImageFile.Open(BundledImages.PathOf("btrfs-compact-n16384"));
    private readonly RecordingObserver _observer = new();
    private PageCache? _cache;

    public void Dispose()
    {
        _cache?.Dispose();
        _device.Dispose();
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(16384)]
    [InlineData(65536)]
    public void WalkLeaves_EachPageSize_MarksWhatIsNotBehindItsNeighbour(int pageSize)
    {
        using BtrfsFileSystem files = Open(Placement.OnRemove, ReleaseProtocol.Prechecked, pageSize);
        List<long> leaves = [];
        for (LeafPosition? at = default(LeafPosition); at is { } position;)
        {
            LeafWalk step = files.WalkLeaves(position, limit: 1);
            leaves.Add(step.LastLeaf);
            at = step.Next;
        }

        int scattered = leaves.Zip(leaves.Skip(1)).Count(pair => pair.Second != pair.First + files.NodeBytes);
        LeafWalk again = files.WalkLeaves();

        Assert.True(scattered > 0);
        Assert.Equal(scattered, _observer.MarksSet);
        Assert.Equal(new LeafWalk(leaves.Count, scattered, 0, leaves[^1], null), again);
        Assert.Equal(scattered, files.ConsumeMarks().ChangedCount);
        Assert.Equal(0, files.ConsumeMarks().ChangedCount);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(16384)]
    [InlineData(65536)]
    public async Task ReleasePage_ClassicWhileHomesArePinned_LosesMarksAlthoughPagesStay(int pageSize)
    {
        using BtrfsFileSystem files = Open(Placement.ReleasePage, ReleaseProtocol.Classic, pageSize);
        long marks = files.WalkLeaves().ChangedCount;
        long pages = files.Tree.PageCount;

        await WithAllPagesPinned(files, () => _cache!.Reclaim(pages));

        Assert.Equal(pages, files.Tree.PageCount);
        Assert.Equal(marks, _observer.MarksEndedBy(FactEnd.ReleaseCallback));
        Assert.Equal(0, files.ConsumeMarks().ChangedCount);
    }

    [Theory]
    [InlineData(Placement.ReleasePage, ReleaseProtocol.Prechecked)]
    [InlineData(Placement.ReleasePage, ReleaseProtocol.Frozen)]
    [InlineData(Placement.ReleasePage, ReleaseProtocol.TwoPhase)]
    [InlineData(Placement.OnRemove, ReleaseProtocol.Classic)]
    [InlineData(Placement.SideTable, ReleaseProtocol.Frozen)]
    [InlineData(Placement.AddressSpace, ReleaseProtocol.Prechecked)]
    public async Task OtherPlacements_WhileHomesArePinned_LoseNothing(Placement placement, ReleaseProtocol protocol)
    {
        using BtrfsFileSystem files = Open(placement, protocol, 4096);
        long marks = files.WalkLeaves().ChangedCount;
        long pages = files.Tree.PageCount;

        await WithAllPagesPinned(files, () => _cache!.Reclaim(pages));

        Assert.Equal(marks, files.ConsumeMarks().ChangedCount);
    }

    [Theory]
    [InlineData(Placement.ReleasePage, FactEnd.ReleaseCallback)]
    [InlineData(Placement.SideTable, FactEnd.ReleaseCallback)]
    [InlineData(Placement.OnRemove, FactEnd.OnRemove)]
    public void WithThePage_AllReclaimed_AllMarksGo(Placement placement, FactEnd how)
    {
        using BtrfsFileSystem files = Open(placement, ReleaseProtocol.Prechecked, 4096);
        long marks = files.WalkLeaves().ChangedCount;

        ReclaimAll(files);

        Assert.Equal(0, files.Tree.PageCount);
        Assert.Equal(marks, _observer.MarksEndedBy(how));
        Assert.Equal(0, files.ConsumeMarks().ChangedCount);
    }

    [Fact]
    public void Pinned_AllReclaimed_MarkedPagesStayUntilConsumed()
    {
        using BtrfsFileSystem files = Open(Placement.Pinned, ReleaseProtocol.Prechecked, 16384);
        long marks = files.WalkLeaves().ChangedCount;

        ReclaimAll(files);
        Assert.Equal(marks, files.Tree.PageCount);

        Assert.Equal(marks, files.ConsumeMarks().ChangedCount);
        ReclaimAll(files);
        Assert.Equal(0, files.Tree.PageCount);
    }

    [Fact]
    public void Pinned_MoreMarksThanTheLimit_SetsNoMore()
    {
        using BtrfsFileSystem files = Open(Placement.Pinned, ReleaseProtocol.Prechecked, 16384, pinnedMarkLimit: 2);

        Assert.Equal(2, files.WalkLeaves().ChangedCount);
        Assert.Equal(2, files.ConsumeMarks().ChangedCount);
        Assert.Equal(2, files.WalkLeaves().ChangedCount);
    }

    [Theory]
    [InlineData(Placement.AddressSpace, false)]
    [InlineData(Placement.BlockTable, true)]
    public void OutsideThePage_AllPagesGone_MarksLive_AndTheTableOutlivesTheSpace(Placement placement, bool outlives)
    {
        using BtrfsFileSystem files = Open(placement, ReleaseProtocol.Prechecked, 4096);
        long marks = files.WalkLeaves().ChangedCount;

        // Without pressure, to which the table would give way.
        files.Tree.TryInvalidate(s_allPages);
        Assert.Equal(0, files.Tree.PageCount);
        files.RecycleTree();

        Assert.Equal(outlives ? marks : 0, files.ConsumeMarks().ChangedCount);
        Assert.Equal(outlives ? 0 : marks, _observer.MarksEndedBy(FactEnd.AddressSpaceReleased));
    }

    [Fact]
    public void BlockTable_Shrunk_GivesUnmarkedBlocksFirst()
    {
        var spaces = new ModelSpaces(4096);
        var options = new BtrfsOptions { Placement = Placement.BlockTable, Observer = _observer };
        using BtrfsFileSystem files = BtrfsFileSystem.Open(_device, spaces, options);
        long marks = files.WalkLeaves().ChangedCount;
        var context = new ShrinkContext(0, MayBlock: true, MayEnterFileSystem: true);
        long blocks = spaces.Shrinker!.Count(context);

        Assert.Equal(blocks - marks, spaces.Shrinker.Scan(blocks - marks, context).FreedCount);
        Assert.Equal(0, _observer.MarksEndedBy(FactEnd.Shrunk));

        Assert.Equal(marks, spaces.Shrinker.Scan(long.MaxValue, context).FreedCount);
        Assert.Equal(marks, _observer.MarksEndedBy(FactEnd.Shrunk));
        Assert.Equal(0, spaces.Shrinker.Count(context));
        Assert.Equal(0, files.ConsumeMarks().ChangedCount);
    }

    [Fact]
    public void Strip_ReleasePage_TakesMarksOfPagesThatStay()
    {
        using BtrfsFileSystem files = Open(Placement.ReleasePage, ReleaseProtocol.Frozen, 16384);
        long marks = files.WalkLeaves().ChangedCount;
        long pages = files.Tree.PageCount;

        files.Tree.Strip(s_allPages);

        Assert.Equal(pages, files.Tree.PageCount);
        Assert.Equal(marks, _observer.MarksEndedBy(FactEnd.ReleaseCallback));
    }

    private BtrfsFileSystem Open(
        Placement placement, ReleaseProtocol protocol, int pageSize, int pinnedMarkLimit = 1000)
    {
        _cache = new PageCache(new PageCacheOptions
        {
            PageSize = pageSize,
            BudgetBytes = 1024L * pageSize,
            Checks = Checks.Full,
        });
        return BtrfsFileSystem.Open(_device, _cache, new BtrfsOptions
        {
            Placement = placement,
            ReleaseProtocol = protocol,
            Observer = _observer,
            PinnedMarkLimit = pinnedMarkLimit,
        });
    }

    private void ReclaimAll(BtrfsFileSystem files)
    {
        long before;
        do
        {
            before = files.Tree.PageCount;
            _cache!.Reclaim(Math.Max(1, before));
        }
        while (files.Tree.PageCount < before);
    }

    // Pins are ref structs, leases are not; this is what leases are for.
    private static async Task WithAllPagesPinned(BtrfsFileSystem files, Action action)
    {
        List<PageLease<TreeMetadata>> leases = [];
        for (int index = 0; index < (64 << 20) / files.Tree.PageSize; index++)
        {
            if (files.Tree.Contains(new PageIndex(index)))
            {
                leases.Add(await files.Tree.PinAsync(new PageIndex(index)));
            }
        }

        try
        {
            action();
        }
        finally
        {
            leases.ForEach(static lease => lease.Dispose());
        }
    }
}
