using AopKit.Background;
using AopKit.Residency;

namespace AopKit.Writeback;

/// <summary>
/// Starts the flusher's writes. A client that can only write on a thread is called on the flusher's; one that returns a
/// task is not waited for: several runs are then on their way at once, a bounded number.
/// </summary>
internal sealed class RunStarter(RunWriter writer, TimeProvider time, BackgroundThread thread)
{
    /// <summary>Tasks at once: enough to keep a device's queue filled, 2 MiB of pages of 4 KiB at the most.</summary>
    private const int MaxStartedCount = 8;

    private const int MostDoublings = 5;

    private static readonly TimeSpan s_firstRest = TimeSpan.FromSeconds(1);

    private int _startedCount;

    public bool IsFull => Volatile.Read(ref _startedCount) >= MaxStartedCount;

    public bool IsIdle => Volatile.Read(ref _startedCount) == 0;

    /// <summary>Writes a run, or starts its write.</summary>
    /// <returns>False if its write has failed.</returns>
    public bool TryWrite(DirtySpace space, WriteRun run)
    {
        if (!RunWriter.IsAsynchronous(space.Space))
        {
            return Note(space, writer.Write(space.Space, run));
        }

        Interlocked.Increment(ref _startedCount);
        _ = WriteAsync(space, run);
        return space.FailureCount == 0;
    }

    private async Task WriteAsync(DirtySpace space, WriteRun run)
    {
        try
        {
            Note(space, await writer.WriteAsync(space.Space, run, CancellationToken.None).ConfigureAwait(false));
        }
        finally
        {
            Interlocked.Decrement(ref _startedCount);
            thread.Wake();
        }
    }

    /// <summary>
    /// After a failure the space rests, longer each time, so that a broken device is not asked all the time.
    /// </summary>
    private bool Note(DirtySpace space, bool isWritten)
    {
        if (isWritten)
        {
            space.FailureCount = 0;
            return true;
        }

        space.FailureCount++;
        TimeSpan rest = s_firstRest * (1 << Math.Min(space.FailureCount - 1, MostDoublings));
        space.RestUntil = time.GetTimestamp() + (long)(rest.TotalSeconds * time.TimestampFrequency);
        return false;
    }
}
