using AopKit.Frames;

namespace AopKit.Tests.Lookup;

/// <summary>Hits are counted in the words of frames, and have to be whole wherever they are.</summary>
public sealed class HitCountTests
{
    private const int HitsPerThread = 10_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void HitCount_OnePageHitByManyThreads_IsExact(long expectedPages)
    {
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = 1 << 20 });
        using AddressSpace<NoMetadata> space = cache.CreateAddressSpace(
            new ZeroClient(), new AddressSpaceOptions { ExpectedPages = expectedPages });
        space.Pin(new PageIndex(7)).Dispose();
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int hit = 0; hit < HitsPerThread; hit++)
            {
                space.Pin(new PageIndex(7)).Dispose();
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        Assert.Equal(threads.Length * HitsPerThread, cache.GetStatistics().HitCount);
        Assert.Equal(1, cache.GetStatistics().MissCount);
    }

    [Fact]
    public void HitCount_PagesHaveLeft_KeepsTheirHits()
    {
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = 1 << 20 });
        using AddressSpace<NoMetadata> space = cache.CreateAddressSpace(
            new ZeroClient(), new AddressSpaceOptions { ExpectedPages = 1000 });
        for (int page = 0; page < 20; page++)
        {
            for (int pin = 0; pin <= page; pin++)
            {
                Assert.True(space.TryPin(new PageIndex(page), out PagePin<NoMetadata> held) == pin > 0);
                held.Dispose();
                space.Pin(new PageIndex(page)).Dispose();
            }
        }

        // Not asked for before: the count never becomes less, so that an earlier look would hide what is lost now.
        space.Discard();
        Assert.Equal(0, space.PageCount);

        // A miss for each page, then two hits for each further turn.
        Assert.Equal(Enumerable.Range(0, 20).Sum(page => 2 * page), cache.GetStatistics().HitCount);
    }

    [Fact]
    public void TryTakeHits_FewerThanMany_TakesNone()
    {
        long word = FrameState.Uptodate;
        for (int hit = 0; hit < FrameState.HitsTaken - 1; hit++)
        {
            FrameState.AddPins(ref word, FrameState.PinOfHit);
            FrameState.DropPin(ref word);
        }

        Assert.False(FrameState.TryTakeHits(ref word));
        FrameState.AddPins(ref word, FrameState.PinOfHit);
        Assert.True(FrameState.TryTakeHits(ref word));
        Assert.Equal(FrameState.Uptodate | FrameState.Pin, word);
    }

    private sealed class ZeroClient : IAddressSpaceOperations<NoMetadata>
    {
        public void ReadPage(FillPage<NoMetadata> page)
        {
            // A page of zeros, as it comes.
        }
    }
}
