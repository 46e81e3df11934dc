using AopKit.Samples.Fsblock.Mapping;

namespace AopKit.Samples.Tests.Fsblock.Mapping;

public sealed class MappingTableTests
{
    private static readonly ShrinkContext s_context = new(Priority: 0, MayBlock: false, MayEnterFileSystem: false);

    private readonly MappingTable _table = new();

    [Fact]
    public void Open_AfterClose_GivesTheSameTreeAndTellsWhatWasKept()
    {
        ExtentMap map = Keep(inode: 12, extents: 3);
        Assert.Equal(3, _table.Count(s_context));

        Assert.Same(map, _table.Open(12).Map);
        Assert.Equal(0, _table.Count(s_context));
        Assert.True(map.TryFind(0, out _, out bool kept) && kept);
    }

    [Fact]
    public void Open_OfAnotherInode_GivesAnEmptyTree()
    {
        Keep(inode: 12, extents: 3);

        Assert.Equal(0, _table.Open(13).Map.Count);
    }

    [Fact]
    public void Close_OfAnEmptyTree_KeepsNothing()
    {
        MappingTable.Place place = _table.Open(12);
        _table.Close(place);

        Assert.NotSame(place, _table.Open(12));
    }

    [Fact]
    public void Close_AllocatesNothing()
    {
        MappingTable.Place warm = _table.Open(1);
        warm.Map.Set(new Extent(0, 1, 100));
        _table.Close(warm);
        MappingTable.Place place = _table.Open(2);
        place.Map.Set(new Extent(0, 1, 100));

        long before = GC.GetAllocatedBytesForCurrentThread();
        _table.Close(place);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Scan_TakesTheOldestTreesFirstAndSaysHowManyRuns()
    {
        Keep(inode: 1, extents: 2);
        Keep(inode: 2, extents: 2);
        ExtentMap youngest = Keep(inode: 3, extents: 2);

        Assert.Equal(ShrinkResult.Freed(4), _table.Scan(3, s_context));
        Assert.Equal(2, _table.Count(s_context));
        Assert.Same(youngest, _table.Open(3).Map);
        Assert.Equal(ShrinkResult.Freed(0), _table.Scan(3, s_context));
    }

    [Fact]
    public void Scan_OfATreeInUse_LeavesItAlone()
    {
        ExtentMap map = _table.Open(1).Map;
        map.Set(new Extent(0, 1, 100));

        Assert.Equal(0, _table.Count(s_context));
        Assert.Equal(ShrinkResult.Freed(0), _table.Scan(100, s_context));
        Assert.Equal(1, map.Count);
    }

    private ExtentMap Keep(uint inode, int extents)
    {
        MappingTable.Place place = _table.Open(inode);
        for (int extent = 0; extent < extents; extent++)
        {
            place.Map.Set(new Extent(extent * 10, 1, 100));
        }

        _table.Close(place);
        return place.Map;
    }
}
