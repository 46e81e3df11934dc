using AopKit.Frames;

namespace AopKit.Tests.Frames;

public sealed class FreeFramesTests
{
    private const int PageSize = 4096;
    private const int ChunkFrames = (2 << 20) / PageSize;

    [Theory]
    [InlineData(64)]
    [InlineData(4096)]
    public void TryTake_UntilTheBudgetIsUsed_GivesEachFrameOnce(int frameCount)
    {
        (FreeFrames free, Budget budget) = Make(frameCount);

        HashSet<int> taken = TakeAll(free);

        Assert.Equal(frameCount, taken.Count);
        Assert.Equal(budget.LimitBytes, budget.UsedBytes);
        Assert.Equal(0, free.PaidCount);
    }

    [Fact]
    public void TryTake_FramesReturnedByOtherThreads_AreAllFound()
    {
        const int FrameCount = 8192;
        (FreeFrames free, _) = Make(FrameCount);
        int[] taken = [.. TakeAll(free)];

        Parallel.ForEach(taken, free.Return);

        Assert.Equal(FrameCount, free.PaidCount);
        Assert.Equal(taken.Order(), free.EnumeratePaid().Order());
        Assert.Equal(FrameCount, TakeAll(free).Count);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1024)]
    [InlineData(8192)]
    public void Return_OfSeveralAtOnce_LosesNoneAndDoublesNone(int frameCount)
    {
        (FreeFrames free, _) = Make(frameCount);
        int[] taken = [.. TakeAll(free)];

        foreach (int[] batch in taken.Chunk(FrameBatch.MaxCount))
        {
            free.Return(batch.AsSpan());
        }

        Assert.Equal(frameCount, free.PaidCount);
        Assert.Equal(taken.Order(), free.EnumeratePaid().Order());
    }

    [Fact]
    public void TryTake_FromManyThreadsAtOnce_GivesNoFrameTwice()
    {
        const int FrameCount = 2048;
        (FreeFrames free, _) = Make(FrameCount);
        int[] owners = new int[FrameCount];

        Parallel.For(0, 8, _ =>
        {
            var mine = new Queue<int>();
            for (int turn = 0; turn < 20_000; turn++)
            {
                if (turn % 3 != 2 && free.TryTake(out int frame))
                {
                    Assert.Equal(1, Interlocked.Increment(ref owners[frame]));
                    mine.Enqueue(frame);
                }
                else if (mine.TryDequeue(out frame))
                {
                    Interlocked.Decrement(ref owners[frame]);
                    free.Return(frame);
                }
            }

            foreach (int frame in mine)
            {
                Interlocked.Decrement(ref owners[frame]);
                free.Return(frame);
            }
        });

        Assert.Equal(free.UsableCount, free.PaidCount);
        Assert.Equal(free.PaidCount, free.EnumeratePaid().Distinct().Count());
    }

    [Fact]
    public void TryUnpay_FramesInStocks_AreReachedToTheLast()
    {
        const int FrameCount = 2048;
        (FreeFrames free, Budget budget) = Make(FrameCount);
        Parallel.ForEach(TakeAll(free), free.Return);

        int unpaid = 0;
        while (free.TryUnpay())
        {
            unpaid++;
        }

        Assert.Equal(FrameCount, unpaid);
        Assert.Equal(0, budget.UsedBytes);
        Assert.Equal(0, free.UsableCount);
    }

    [Fact]
    public void SetLimit_WithFramesInUseAbove_WaitsForThemAndGivesThemOutNoMore()
    {
        const int FrameCount = 4096;
        const int Limit = 1500;
        (FreeFrames free, Budget budget) = Make(FrameCount);
        HashSet<int> taken = TakeAll(free);

        free.SetLimit(Limit);
        Assert.True(free.IsAnyAboveLimit);
        foreach (int frame in taken)
        {
            free.Return(frame);
        }

        Assert.False(free.IsAnyAboveLimit);
        Assert.Equal(Limit, free.UsableCount);
        Assert.Equal(Limit * free.FrameCost, budget.UsedBytes);
        Assert.All(TakeAll(free), frame => Assert.True(frame < Limit));
        free.SetLimit(FrameCount);
        Assert.Equal(FrameCount - Limit, TakeAll(free).Count);
    }

    [Fact]
    public void GiveBackIdle_OnlyWholeChunksWithoutAPage_GoAndComeAgain()
    {
        const int FrameCount = 4 * ChunkFrames;
        (FreeFrames free, Budget budget) = Make(FrameCount);
        HashSet<int> taken = TakeAll(free);
        const int Kept = ChunkFrames + 3;
        foreach (int frame in taken.Where(frame => frame != Kept))
        {
            free.Return(frame);
        }

        long given = free.GiveBackIdle();

        Assert.Equal(3L * ChunkFrames * PageSize, given);
        Assert.Equal(ChunkFrames * free.FrameCost, budget.UsedBytes);
        Assert.Equal(ChunkFrames - 1, free.PaidCount);
        Assert.Equal(0, free.GiveBackIdle());
        Assert.Equal(FrameCount - 1, TakeAll(free).Count);
    }

    private static (FreeFrames Free, Budget Budget) Make(int frameCount)
    {
        var budget = new Budget((long)frameCount * (PageSize + FreeFrames.OverheadBytes));
        return (new FreeFrames(new FrameTable(frameCount, PageSize), budget), budget);
    }

    private static HashSet<int> TakeAll(FreeFrames free)
    {
        var taken = new HashSet<int>();
        while (free.TryTake(out int frame))
        {
            Assert.True(taken.Add(frame), $"Frame {frame} was given out twice.");
        }

        return taken;
    }
}
