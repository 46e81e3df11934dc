using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E13, E14: memory that is given back while the cache is in use.</summary>
public sealed class MemoryTests() : EngineTests(new PageCacheOptions { BudgetBytes = BudgetBytes })
{
    private const long BudgetBytes = 16L << 20;
    private const long PageCount = 3000;

    [Fact]
    public void TrimMemory_OfAnEmptiedCache_GivesItsBytesBackAndThePagesCanComeAgain()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        TouchFirst(space);
        space.Discard();

        long given = Cache.TrimMemory();

        Assert.True(given >= 10L << 20, $"Only {given} bytes were given back.");
        Assert.True(Cache.GetStatistics().UsedBytes < 1L << 20);
        TouchFirst(space);
        AssertWhole(space);
    }

    [Fact]
    public void TrimMemory_WithAPinnedPage_LeavesItsBytes()
    {
        AddressSpace<Fact> space = Create(new NotifiedClient());
        TouchFirst(space);
        using PagePin<Fact> pin = space.Pin(new(PageCount / 2));
        space.Invalidate(new PageRange(new(0), PageCount / 2));
        space.Invalidate(new PageRange(new((PageCount / 2) + 1), PageCount));

        Cache.TrimMemory();

        Assert.Equal(0, Pattern.VersionOf(pin.Bytes, 1, PageCount / 2));
    }

    [Theory]
    [InlineData(HugePages.Advise)]
    [InlineData(HugePages.Never)]
    public void HugePages_Asked_TheCacheWorksWithThem(HugePages hugePages)
    {
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = BudgetBytes, HugePages = hugePages });
        using AddressSpace<Fact> space = cache.CreateAddressSpace(new ReadOnlyClient());
        TouchFirst(space);
        AssertWhole(space);
    }

    private static void TouchFirst(AddressSpace<Fact> space)
    {
        for (long index = 0; index < PageCount; index++)
        {
            Touch(space, index);
        }
    }

    private static void AssertWhole(AddressSpace<Fact> space)
    {
        for (long index = 0; index < PageCount; index++)
        {
            using PagePin<Fact> pin = space.Pin(new(index));
            Assert.Equal(0, Pattern.VersionOf(pin.Bytes, 1, index));
        }
    }
}
