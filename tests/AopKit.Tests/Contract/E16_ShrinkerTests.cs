using AopKit.Testing;

namespace AopKit.Tests.Contract;

/// <summary>E15, E16, E17: shrinkers.</summary>
public sealed class E16_ShrinkerTests : EngineTests
{
    [Fact]
    [Catches("E16_UnregisterDoesNotWait")]
    public void E16_DisposeWhileScanRuns_WaitsForItAndNothingRunsAfterwards()
    {
        using var scanning = new ParkedThread();
        bool hasReturned = false;
        var shrinker = new ScriptedShrinker(1000)
        {
            OnScan = _ =>
            {
                scanning.Park();
                Volatile.Write(ref hasReturned, true);
                return ShrinkResult.Stop;
            },
        };
        ShrinkerRegistration registration = Cache.RegisterShrinker(shrinker);
        scanning.Start(() => Cache.Shrink());
        scanning.WaitUntilParked();
        bool? wasOver = null;
        using ParkedThread unregistering = Start(() =>
        {
            registration.Dispose();
            wasOver = Volatile.Read(ref hasReturned);
        });
        unregistering.WaitUntilBlockedOrEnded();
        scanning.Resume();
        scanning.Join();
        unregistering.Join();
        Assert.True(wasOver, "E16: Dispose returned while Scan was running.");
        int calls = shrinker.Calls;
        Cache.Shrink();
        Assert.Equal(calls, shrinker.Calls);
        registration.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void E16_DisposeFromInsideTheCallback_IsAnErrorThatSaysWhy(bool inScan)
    {
        ShrinkerRegistration? registration = null;
        InvalidOperationException? error = null;
        void Unregister() => error = Record.Exception(() => registration!.Dispose()) as InvalidOperationException;
        var shrinker = new ScriptedShrinker(1000);
        if (inScan)
        {
            shrinker.OnScan = _ =>
            {
                Unregister();
                return ShrinkResult.Stop;
            };
        }
        else
        {
            shrinker.OnCount = Unregister;
        }

        registration = Cache.RegisterShrinker(shrinker, new ShrinkerOptions { Name = "self" });
        Cache.Shrink();
        Assert.Contains("self", error?.Message);
        Assert.Contains("E16", error?.Message);
        registration.Dispose();
    }

    [Theory]
    [InlineData(0, 2, 1000, 2000)]
    [InlineData(2, 2, 1000, 500)]
    [InlineData(1, 4, 1000, 500)]
    [InlineData(0, 8, 1000, 500)]
    [InlineData(12, 2, 1000, 0)]
    [Catches("E17_PriorityIgnored")]
    public void E17_Shrink_ByPriorityAndSeeks_AsksForItsShareInBatches(
        int priority, int seeks, long count, long expected)
    {
        var shrinker = new ScriptedShrinker(count) { IsEndless = true };
        using ShrinkerRegistration registration =
            Cache.RegisterShrinker(shrinker, new ShrinkerOptions { Seeks = seeks, BatchCount = 10 });
        Cache.Shrink(priority);
        Assert.Equal(expected, shrinker.Asked.Sum());
        Assert.All(shrinker.Asked, batch => Assert.Equal(10, batch));
    }

    [Fact]
    public void E17_SmallShares_AddUpUntilABatchIsWorthIt_AndNoFurtherThanTwiceTheCount()
    {
        var shrinker = new ScriptedShrinker(1000) { IsEndless = true };
        using ShrinkerRegistration registration =
            Cache.RegisterShrinker(shrinker, new ShrinkerOptions { Seeks = 4, BatchCount = 128 });

        // 1000 >> 4 = 62 a round: less than a batch, until two rounds are owed.
        Cache.Shrink(4);
        Assert.Empty(shrinker.Asked);
        for (int round = 0; round < 100; round++)
        {
            Cache.Shrink(4);
        }

        Assert.NotEmpty(shrinker.Asked);
        shrinker.Asked.Clear();
        Cache.Shrink(0);
        Assert.True(shrinker.Asked.Sum() <= 2000, $"E17: {shrinker.Asked.Sum()} objects asked of 1000.");
    }

    [Fact]
    public void E17_StopOrNoProgress_EndsTheRound()
    {
        var stopping = new ScriptedShrinker(1000) { OnScan = _ => ShrinkResult.Stop };
        var stuck = new ScriptedShrinker(1000) { OnScan = _ => ShrinkResult.Freed(0) };
        using ShrinkerRegistration first = Cache.RegisterShrinker(stopping);
        using ShrinkerRegistration second = Cache.RegisterShrinker(stuck);
        Assert.Equal(0, Cache.Shrink());
        Assert.Single(stopping.Asked);
        Assert.Single(stuck.Asked);
    }

    [Fact]
    public void E17_ScanOnTwoThreads_IsNeverReentered()
    {
        using var scanning = new ParkedThread();
        var shrinker = new ScriptedShrinker(1000)
        {
            OnScan = _ =>
            {
                scanning.Park();
                return ShrinkResult.Freed(1);
            },
        };
        using ShrinkerRegistration registration = Cache.RegisterShrinker(shrinker);
        scanning.Start(() => Cache.Shrink());
        scanning.WaitUntilParked();
        Cache.Shrink();
        Assert.Single(shrinker.Asked);
        Assert.Equal(1, shrinker.MostAtOnce);
        scanning.Resume();
        scanning.Join();
        Assert.Equal(1, shrinker.MostAtOnce);
    }

    [Fact]
    public void E15_CountAndScanThrow_CountAsZeroAndStop()
    {
        var counting = new ScriptedShrinker(1000) { OnCount = () => throw new InvalidOperationException("bug") };
        var scanning = new ScriptedShrinker(1000) { OnScan = _ => throw new InvalidOperationException("bug") };
        using ShrinkerRegistration first = Cache.RegisterShrinker(counting, new ShrinkerOptions { Name = "first" });
        using ShrinkerRegistration second = Cache.RegisterShrinker(scanning, new ShrinkerOptions { Name = "second" });
        Assert.Equal(0, Cache.Shrink());
        Assert.Empty(counting.Asked);
        Assert.Single(scanning.Asked);
        Assert.Equal(
            [("first", "Count", "E15"), ("second", "Scan", "E15")],
            Failures.Select(failure => (failure.SpaceName, failure.Callback, failure.Clause)));
    }

    [Fact]
    public void E14_ShrinkerCharge_IsCountedAndRelievedByPressure()
    {
        ShrinkerRegistration? registration = null;
        var shrinker = new ScriptedShrinker(32)
        {
            OnScan = count =>
            {
                registration!.Refund(count * PageSize);
                return ShrinkResult.Freed(count);
            },
        };
        registration = Cache.RegisterShrinker(shrinker, new ShrinkerOptions { BatchCount = 8 });
        registration.Charge(32 * PageSize);
        Assert.Equal(32 * PageSize, Cache.GetStatistics().ChargedBytes);
        Assert.Equal(32, Cache.Shrink());
        Assert.Equal(0, Cache.GetStatistics().ChargedBytes);
        Assert.Equal(32, Cache.GetStatistics().ShrunkCount);
        registration.Dispose();
    }
}
