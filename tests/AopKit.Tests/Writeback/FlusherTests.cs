using AopKit.Tests.Clients;
using AopKit.Tests.Contract;
using AopKit.Writeback;

namespace AopKit.Tests.Writeback;

/// <summary>
/// A cache of 100 frames in which pages are written in the background, a step at a time, by the test.
/// </summary>
public abstract class FlusherTests(bool hasThreads = false) : EngineTests(Options(hasThreads))
{
    private protected BackgroundFlusher Flusher => Cache.Parts.BackgroundFlusher!;

    protected ManualClock Clock => (ManualClock)Cache.Options.TimeProvider;

    /// <summary>Does what the flusher's thread does when it is woken.</summary>
    protected void RunFlusher()
    {
        for (int step = 0; Flusher.RunStep(); step++)
        {
            Assert.True(step < 1000, "The flusher finds no end.");
        }
    }

    protected static void WriteRange(AddressSpace<Fact> space, long first, int count)
    {
        for (long index = first; index < first + count; index++)
        {
            Write(space, index, (byte)(index + 1));
        }
    }

    private static PageCacheOptions Options(bool hasThreads)
    {
        // A little more than 100 frames, for the index.
        const long Bytes = 108 * PageSize;
        return new PageCacheOptions
        {
            BudgetBytes = Bytes, TimeProvider = new ManualClock(), LeastBackgroundFrames = 100,
            HasBackgroundThreads = hasThreads,

            // Nobody would write for a writer that waits.
            DirtyLimitPercent = hasThreads ? 20 : 100,
        };
    }
}
