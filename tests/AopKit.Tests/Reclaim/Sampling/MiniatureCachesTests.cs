using AopKit.Reclaim.Rings;
using AopKit.Reclaim.Sampling;

namespace AopKit.Tests.Reclaim.Sampling;

public sealed class MiniatureCachesTests
{
    private readonly PageSampler _sampler = new(seed: 1);

    [Theory]
    [InlineData(100, 1)]
    [InlineData(511, 1)]
    [InlineData(512, 2)]
    [InlineData(4096, 16)]
    [InlineData(16_384, 64)]
    [InlineData(65_536, 256)]
    [InlineData(131_072, 512)]
    [InlineData(10_000_000, 512)]
    public void PagesPerSample_OfACapacity_LeavesAMiniatureOf256Pages(int capacity, int expected) =>
        Assert.Equal(expected, PageSampler.PagesPerSample(capacity));

    /// <summary>What docs and statistics say of it.</summary>
    [Theory]
    [InlineData(64, 225_000)]
    [InlineData(511, 225_000)]
    [InlineData(131_071, 225_000)]
    [InlineData(131_072, 131_072)]
    [InlineData(1 << 20, 1 << 20)]
    public void Bytes_OfACapacity_StayBelowAByteAPageOrABound(int capacity, long most) =>
        Assert.InRange(new MiniatureCaches(capacity).Bytes, 1, most);

    [Fact]
    public void Mode_OfALoop_StaysLirs()
    {
        var miniatures = new MiniatureCaches(100);
        Replay(miniatures, Enumerable.Range(0, 20_000).Select(request => request % 200));
        Assert.Equal(RingMode.Lirs, miniatures.Mode);
    }

    [Fact]
    public void Mode_OfAZigzag_BecomesClock()
    {
        var miniatures = new MiniatureCaches(100);
        Replay(miniatures, Enumerable.Range(0, 20_000).Select(Zigzag));
        Assert.Equal(RingMode.Clock, miniatures.Mode);
    }

    [Fact]
    public void Mode_WhenTheZigzagBecomesALoop_ComesBack()
    {
        var miniatures = new MiniatureCaches(100);
        Replay(miniatures, Enumerable.Range(0, 20_000).Select(Zigzag));
        Replay(miniatures, Enumerable.Range(0, 20_000).Select(request => request % 200));
        Assert.Equal(RingMode.Lirs, miniatures.Mode);
    }

    [Fact]
    public void Access_OfMorePagesThanCanBeRemembered_ForgetsOldOnes()
    {
        var miniatures = new MiniatureCaches(20);
        Replay(miniatures, Enumerable.Range(0, 100_000));
        miniatures.Hit(_sampler.Hash(0, 99_999));
        Assert.Equal(RingMode.Lirs, miniatures.Mode);
    }

    private static int Zigzag(int request) => request % 400 < 200 ? request % 400 : 399 - (request % 400);

    private void Replay(MiniatureCaches miniatures, IEnumerable<int> pages)
    {
        foreach (int page in pages)
        {
            miniatures.Miss(_sampler.Hash(0, page));
        }
    }
}
