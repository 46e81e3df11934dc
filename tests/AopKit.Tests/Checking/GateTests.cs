using AopKit.Checking;
using AopKit.Testing;

namespace AopKit.Tests.Checking;

public sealed class GateTests
{
    [Fact]
    public async Task Enter_FromManyThreadsThatStayInside_LetsOneInAtATime()
    {
        const int ThreadCount = 4;
        const int TurnCount = 3000;
        var gate = new Gate();
        int inside = 0;
        int turns = 0;

        await Task.WhenAll(Enumerable.Range(0, ThreadCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int turn = 0; turn < TurnCount; turn++)
                {
                    using (gate.Enter())
                    {
                        Assert.Equal(1, Interlocked.Increment(ref inside));
                        turns++;

                        // Often enough for the others to give up spinning and go to sleep.
                        Thread.Yield();
                        Interlocked.Decrement(ref inside);
                    }
                }
            },
            TaskCreationOptions.LongRunning))).WaitAsync(ParkedThread.Watchdog);

        Assert.Equal(ThreadCount * TurnCount, turns);
    }

    [Fact]
    public async Task Wait_ForWhatAnotherThreadPulses_MissesNothing()
    {
        const int TurnCount = 3000;
        var gate = new Gate();
        int given = 0;
        int taken = 0;

        Task taker = Task.Factory.StartNew(
            () =>
            {
                for (int turn = 1; turn <= TurnCount; turn++)
                {
                    using (gate.Enter())
                    {
                        while (given < turn)
                        {
                            gate.Wait();
                        }

                        taken = turn;
                        gate.PulseAll();
                    }
                }
            },
            TaskCreationOptions.LongRunning);
        Task giver = Task.Factory.StartNew(
            () =>
            {
                for (int turn = 1; turn <= TurnCount; turn++)
                {
                    using (gate.Enter())
                    {
                        given = turn;
                        gate.PulseAll();
                        while (taken < turn)
                        {
                            gate.Wait();
                        }
                    }
                }
            },
            TaskCreationOptions.LongRunning);
        await Task.WhenAll(taker, giver).WaitAsync(ParkedThread.Watchdog);
        Assert.Equal(TurnCount, taken);
    }

    [Fact]
    public async Task Wait_WithATimeThatIsOver_IsInsideAgain()
    {
        var gate = new Gate();
        bool isInside = false;
        Task other;
        using (gate.Enter())
        {
            gate.Wait(TimeSpan.FromMilliseconds(1));
            isInside = true;
            other = Task.Run(() =>
            {
                using (gate.Enter())
                {
                    Assert.False(isInside);
                }
            });
            isInside = false;
        }

        await other.WaitAsync(ParkedThread.Watchdog);
    }
}
