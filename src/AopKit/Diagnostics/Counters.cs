using System.Runtime.InteropServices;

namespace AopKit.Diagnostics;

/// <summary>What the cache counts. Each counter is moved beside the exchange that won, and only there.</summary>
internal sealed class Counters
{
    private readonly StripedCounter _hits = new();

    public long Misses;
    public long Fills;
    public long FillsFailed;
    public long Refaults;
    public long Inserted;
    public long Removed;
    public long Reclaimed;
    public long ReclaimAttempts;
    public long ReleaseCallbacks;
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

    public long Hits => _hits.Sum();

    public void Hit() => _hits.Increment();

    public static void Add(ref long counter, long value = 1) => Interlocked.Add(ref counter, value);

    public ReleasedButKept ReleasedButKept() => new(
        Volatile.Read(ref KeptAlreadyPinned), Volatile.Read(ref KeptRaced), Volatile.Read(ref KeptDirtiedAfter),
        Volatile.Read(ref KeptNotRemoving));

    /// <summary>
    /// A counter that threads move on lines of their own, because a hit must not write what others write (E18).
    /// </summary>
    private sealed class StripedCounter
    {
        private readonly Stripe[] _stripes =
            new Stripe[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 2)];

        public void Increment() =>
            Interlocked.Increment(ref _stripes[Environment.CurrentManagedThreadId & (_stripes.Length - 1)].Value);

        public long Sum()
        {
            long sum = 0;
            foreach (ref Stripe stripe in _stripes.AsSpan())
            {
                sum += Volatile.Read(ref stripe.Value);
            }

            return sum;
        }

        [StructLayout(LayoutKind.Explicit, Size = 128)]
        private struct Stripe
        {
            [FieldOffset(64)]
            public long Value;
        }
    }
}
