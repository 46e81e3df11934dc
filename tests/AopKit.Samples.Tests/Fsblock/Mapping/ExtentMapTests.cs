using AopKit.Samples.Fsblock.Mapping;

namespace AopKit.Samples.Tests.Fsblock.Mapping;

public sealed class ExtentMapTests
{
    [Fact]
    public void Map_RandomOperations_AgreesWithAnArray()
    {
        const int Blocks = 200;
        var random = new Random(20090228);
        var map = new ExtentMap();
        long[] model = new long[Blocks];
        Array.Fill(model, Unknown);
        for (int step = 0; step < 20_000; step++)
        {
            long from = random.Next(Blocks);
            long count = random.Next(1, (int)Math.Min(12, Blocks - from) + 1);
            if (random.Next(20) == 0)
            {
                map.RemoveFrom(from);
                Array.Fill(model, Unknown, (int)from, Blocks - (int)from);
            }
            else
            {
                // Half of the runs lie where their neighbours make them mergeable.
                uint disk =
                    random.Next(3) == 0 ? 0 : random.Next(2) == 0 ? 1000 + (uint)from : (uint)random.Next(1, 90000);
                map.Set(new Extent(from, count, disk));
                for (long block = from; block < from + count; block++)
                {
                    model[block] = disk == 0 ? 0 : disk + (block - from);
                }
            }

            AssertAgrees(map, model, random.Next(Blocks));
        }
    }

    [Fact]
    public void Set_ContinuingRuns_MergeIntoOne()
    {
        var map = new ExtentMap();
        map.Set(new Extent(0, 2, 100));
        map.Set(new Extent(4, 2, 104));
        map.Set(new Extent(2, 2, 102));

        Assert.Equal(1, map.Count);
        Assert.True(map.TryFind(1, out Extent extent, out _));
        Assert.Equal(new Extent(1, 5, 101), extent);
    }

    [Fact]
    public void TryFind_AfterANewLife_TellsWhatWasKept()
    {
        var map = new ExtentMap();
        map.Set(new Extent(0, 2, 100));
        map.BeginLife();
        map.Set(new Extent(2, 2, 102));

        Assert.True(map.TryFind(1, out Extent old, out bool oldKept));
        Assert.True(map.TryFind(2, out _, out bool newKept));
        Assert.Equal((true, false, 1L), (oldKept, newKept, old.Count));
    }

    [Fact]
    public void Clear_SaysHowManyRunsThereWere()
    {
        var map = new ExtentMap();
        map.Set(new Extent(0, 1, 100));
        map.Set(new Extent(7, 1, 0));

        Assert.Equal(2, map.Clear());
        Assert.Equal(0, map.Count);
        Assert.False(map.TryFind(0, out _, out _));
    }

    private const long Unknown = -1;

    private static void AssertAgrees(ExtentMap map, long[] model, int block)
    {
        bool found = map.TryFind(block, out Extent extent, out _);
        Assert.Equal(model[block] != Unknown, found);
        for (long at = block; found && at < extent.End; at++)
        {
            Assert.Equal(model[at], extent.DiskBlockOf(at));
        }
    }
}
