using AopKit.Benchmarks.Peers.Measuring;

namespace AopKit.Tests.Peers;

/// <summary>The statistics of the benchmark beside peers.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.25, 20)]
    [InlineData(0.5, 30)]
    [InlineData(0.625, 35)]
    [InlineData(1, 50)]
    public void Quantile_OfRoundsInAnyOrder_LiesBetweenItsNeighbours(double share, double expected) =>
        Assert.Equal(expected, new Sample([50, 10, 40, 20, 30]).Quantile(share));

    [Fact]
    public void Spread_OneRoundFarOff_IsThatOfTheMiddleHalf()
    {
        var sample = new Sample([10, 11, 12, 13, 5000]);
        Assert.Equal(12, sample.Median);
        Assert.Equal(100.0 * 2 / 12, sample.SpreadPercent, precision: 9);
    }

    [Fact]
    public void Speedup_RoundDisturbedOnBothSides_CountsByItsRatio()
    {
        var fast = new Sample([10, 100, 10]);
        var slow = new Sample([30, 300, 31]);
        Assert.Equal(3, fast.SpeedupOver(slow));
        Assert.Equal(1, slow.SpeedupOver(slow));
    }

    [Fact]
    public void Sample_OfNoRounds_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Sample([]));

    [Fact]
    public void Speedup_OverAnotherNumberOfRounds_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sample([1, 2]).SpeedupOver(new Sample([1])));
}
