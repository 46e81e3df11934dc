using AopKit.ReadAhead;
using AopKit.Residency;

namespace AopKit.Tests.ReadAhead;

/// <summary>Which ways through a space are recognised, and what is to be read ahead of them.</summary>
public sealed class StreamDetectorTests
{
    private const int Most = 32;

    private readonly ReadStreams _streams = new();

    [Fact]
    public void Miss_TwoNeighbours_OpensASmallWindow()
    {
        Assert.Equal(0, Miss(10).Count);
        Assert.Equal(new ReadWindow(12, StreamDetector.FirstSize, 1), Miss(11));
    }

    [Fact]
    public void Hit_FirstPageOfAWindow_OpensTheNextTwiceAsLarge()
    {
        Miss(0);
        Miss(1);
        Assert.Equal(new ReadWindow(6, 8, 1), Hit(2));
        Assert.Equal(0, Hit(3).Count);
        Assert.Equal(new ReadWindow(14, 16, 1), Hit(6));
        Assert.Equal(new ReadWindow(30, 32, 1), Hit(14));
        Assert.Equal(new ReadWindow(62, 32, 1), Hit(30));
    }

    [Fact]
    public void Miss_Backwards_OpensAWindowBelow()
    {
        Miss(100);
        Assert.Equal(new ReadWindow(98, 4, -1), Miss(99));
        Assert.Equal(new ReadWindow(94, 8, -1), Hit(98));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-5)]
    public void Miss_EqualSteps_TakeAThirdMissToBeBelieved(long stride)
    {
        const long Start = 1000;
        Miss(Start);
        Assert.Equal(0, Miss(Start + stride).Count);
        Assert.Equal(new ReadWindow(Start + (3 * stride), 4, stride), Miss(Start + (2 * stride)));
    }

    [Fact]
    public void Miss_SeveralReadersInTurn_AreToldFromEachOther()
    {
        for (int reader = 0; reader < ReadStreams.StreamCount; reader++)
        {
            Miss(reader * 10_000);
        }

        for (int reader = 0; reader < ReadStreams.StreamCount; reader++)
        {
            Assert.Equal(new ReadWindow((reader * 10_000) + 2, 4, 1), Miss((reader * 10_000) + 1));
        }

        Assert.Equal(new ReadWindow(10_006, 8, 1), Hit(10_002));
        Assert.Equal(new ReadWindow(6, 8, 1), Hit(2));
    }

    [Fact]
    public void Miss_NoStep_OpensNothing()
    {
        long[] pages = [5, 900, 77_000, 12, 450_000, 3_000, 888_888, 61];
        Assert.All(pages, page => Assert.Equal(0, Miss(page).Count));
    }

    [Fact]
    public void Miss_ReaderOvertakesItsWindow_GoesOnFromThere()
    {
        Miss(0);
        Miss(1);
        Assert.Equal(new ReadWindow(4, 4, 1), Miss(3));
    }

    [Fact]
    public void Waste_MoreThanAThird_StopsForATime()
    {
        Miss(0);
        Miss(1);
        for (int page = 0; page < 16; page++)
        {
            StreamDetector.Waste(_streams);
        }

        int misses = 0;
        while (Miss((misses * 2) + 100).Count + Miss((misses * 2) + 101).Count == 0)
        {
            misses++;
            Assert.True(misses < 1000, "It never begins again.");
        }

        Assert.InRange(misses, 16, 64);
    }

    [Fact]
    public void Waste_Little_HalvesTheWindows()
    {
        Miss(0);
        Miss(1);
        Hit(2);
        StreamDetector.Waste(_streams);
        Assert.Equal(8, Hit(6).Count);
    }

    [Fact]
    public void Stop_MustBeRecognisedAnew()
    {
        Miss(0);
        StreamDetector.Miss(_streams, 1, Most, out ReadStream? stream);
        StreamDetector.Stop(stream!);
        Assert.Equal(0, Hit(2).Count);
        Assert.Equal(0, Miss(4).Count);
    }

    [Theory]
    [InlineData(10, 4, 1, 12, 2)]
    [InlineData(10, 4, 1, 10, 0)]
    [InlineData(10, 4, 3, 18, 3)]
    [InlineData(2, 4, -1, 100, 3)]
    [InlineData(-1, 4, -1, 100, 0)]
    [InlineData(5, 4, -3, 100, 2)]
    public void Window_Clip_KeepsWhatIsThere(long first, int count, long stride, long end, int kept) =>
        Assert.Equal(kept, new ReadWindow(first, count, stride).Clip(end).Count);

    private ReadWindow Miss(long index) => StreamDetector.Miss(_streams, index, Most, out _);

    private ReadWindow Hit(long index) => StreamDetector.Hit(_streams, index, Most, out _);
}
