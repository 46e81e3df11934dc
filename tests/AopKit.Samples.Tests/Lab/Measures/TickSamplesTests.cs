using System.Diagnostics;
using AopKit.Samples.Lab.Measures;

namespace AopKit.Samples.Tests.Lab.Measures;

public sealed class TickSamplesTests
{
    [Fact]
    public void Summarise_OneToAHundredMilliseconds_GivesNearestRanks()
    {
        var samples = new TickSamples();
        foreach (int milliseconds in Enumerable.Range(1, 100).Reverse())
        {
            samples.Add(milliseconds * Stopwatch.Frequency / 1000);
        }

        Percentiles found = samples.Summarise();

        Assert.Equal(new Percentiles(50_000_000, 99_000_000, 100_000_000), found);
    }

    [Fact]
    public void Summarise_Nothing_IsZero() => Assert.Equal(default, new TickSamples().Summarise());
}
