using System.Runtime.CompilerServices;
using AopKit.Checking;

namespace AopKit.Diagnostics;

/// <summary>
/// What the cache counts. Each counter is moved beside the exchange that won, and only there. What is counted often is
/// counted per thread (<see cref="Own"/>) and summed when somebody asks: exact in a quiet cache.
/// </summary>
internal sealed class Counters
{
    private readonly Lock _growing = new();
    private volatile ThreadCounts?[] _threads = new ThreadCounts?[8];

    public long FillsFailed;
    public long Refaults;
    public long BackgroundReclaimed;
    public long ReadAhead;
    public long ReadAheadHits;
    public long ReadAheadWasted;
    public long Refused;
    public long ReleaseAborted;
    public long KeptAlreadyPinned;
    public long KeptRaced;
    public long KeptDirtiedAfter;
    public long KeptNotRemoving;
    public long Written;
    public long WriteFailed;
    public long WriterStalls;
    public long WriterStallTicks;
    public long LookupStalls;
    public long LookupStallTicks;
    public long Shrunk;
    public long ChargedBytes;
    public long CallbackFailures;

    /// <summary>The calling thread's share. Not to be kept: a thread counts in its own only.</summary>
    public ThreadCounts Own
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // Number 0 is nobody's, so its place is always empty.
            ThreadCounts?[] threads = _threads;
            int number = ThreadNumber.CurrentOrZero;
            return (uint)number < (uint)threads.Length && threads[number] is { } own ? own : MakeOwn();
        }
    }

    /// <summary>As <see cref="Own"/>, for who knows the calling thread.</summary>
    public ThreadCounts Of(CallingThread thread)
    {
        ThreadCounts?[] threads = _threads;
        return thread.Number < threads.Length && threads[thread.Number] is { } own ? own : MakeOwn();
    }

    public long Hits => Sum(static own => Volatile.Read(ref own.Hits));

    public long Misses => Sum(static own => Volatile.Read(ref own.Misses));

    public long Fills => Sum(static own => Volatile.Read(ref own.Fills));

    public long Inserted => Sum(static own => Volatile.Read(ref own.Inserted));

    public long Removed => Sum(static own => Volatile.Read(ref own.Removed));

    public long Reclaimed => Sum(static own => Volatile.Read(ref own.Reclaimed));

    public long ReclaimAttempts => Sum(static own => Volatile.Read(ref own.ReclaimAttempts));

    public long ReleaseCallbacks => Sum(static own => Volatile.Read(ref own.ReleaseCallbacks));

    public static void Add(ref long counter, long value = 1) => Interlocked.Add(ref counter, value);

    public ReleasedButKept ReleasedButKept() => new(
        Volatile.Read(ref KeptAlreadyPinned), Volatile.Read(ref KeptRaced), Volatile.Read(ref KeptDirtiedAfter),
        Volatile.Read(ref KeptNotRemoving));

    private long Sum(Func<ThreadCounts, long> read)
    {
        long sum = 0;
        foreach (ThreadCounts? thread in _threads)
        {
            sum += thread is null ? 0 : read(thread);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ThreadCounts MakeOwn()
    {
        int number = ThreadNumber.Take();
        lock (_growing)
        {
            ThreadCounts?[] threads = _threads;
            if (number >= threads.Length)
            {
                Array.Resize(ref threads, Math.Max(number + 1, threads.Length * 2));
            }

            // The number's last holder may have left its counts here: they are gone on with.
            ThreadCounts own = threads[number] ??= new ThreadCounts();
            _threads = threads;
            return own;
        }
    }
}
