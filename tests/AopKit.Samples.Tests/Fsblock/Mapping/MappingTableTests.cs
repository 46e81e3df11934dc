using AopKit.Samples.Fsblock.Mapping;

namespace AopKit.Samples.Tests.Fsblock.Mapping;

public sealed class MappingTableTests
{
    private static readonly ShrinkContext s_context = new(Priority: 0, MayBlock: false, MayEnterFileSystem: false);

    [Fact]
    public void Take_AfterKeep_GivesTheTreeOnce()
    {
        var table = new MappingTable();
        ExtentMap map = MapOf(3);
        table.Keep(12, map);

        Assert.Equal(3, table.Count(s_context));
        Assert.Same(map, table.Take(12));
        Assert.Null(table.Take(12));
        Assert.Equal(0, table.Count(s_context));
    }

    [Fact]
    public void Keep_OfTheSameInode_ReplacesTheOlderTree()
    {
        var table = new MappingTable();
        table.Keep(12, MapOf(3));
        ExtentMap newer = MapOf(2);
        table.Keep(12, newer);

        Assert.Equal(2, table.Count(s_context));
        Assert.Same(newer, table.Take(12));
    }

    [Fact]
    public void Keep_OfAnEmptyTree_KeepsNothing()
    {
        var table = new MappingTable();
        table.Keep(12, new ExtentMap());

        Assert.Equal(0, table.TreeCount);
    }

    [Fact]
    public void Scan_TakesTheOldestTreesFirstAndSaysHowManyRuns()
    {
        var table = new MappingTable();
        table.Keep(1, MapOf(2));
        table.Keep(2, MapOf(2));
        table.Keep(3, MapOf(2));

        Assert.Equal(ShrinkResult.Freed(4), table.Scan(3, s_context));
        Assert.Equal(2, table.Count(s_context));
        Assert.NotNull(table.Take(3));
        Assert.Equal(ShrinkResult.Freed(0), table.Scan(3, s_context));
    }

    private static ExtentMap MapOf(int extents)
    {
        var map = new ExtentMap();
        for (int extent = 0; extent < extents; extent++)
        {
            map.Set(new Extent(extent * 10, 1, 100));
        }

        return map;
    }
}
