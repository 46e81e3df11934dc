using System.Diagnostics;
using AopKit.Benchmarks.Peers.Machine;

namespace AopKit.Benchmarks.Peers.Measuring;

/// <summary>Contestants that work at the same time, each on a thread and a processor of its own.</summary>
internal sealed class ParallelContestant(string name, params Contestant[] sides) : Contestant(name)
{
    public override int ThreadCount => sides.Length;

    /// <summary>Each side does its share of the operations.</summary>
    /// <returns>Nanoseconds from the moment when all could begin to the moment when the last was done.</returns>
    public override double Measure(int operations)
    {
        int share = Math.Max(1, operations / sides.Length);
        long[] ends = new long[sides.Length];
        int ready = 0;
        Thread[] threads = [.. sides.Select((side, processor) => new Thread(() =>
        {
            Affinity.Pin(processor);
            Interlocked.Increment(ref ready);
            while (Volatile.Read(ref ready) <= sides.Length)
            {
                Thread.SpinWait(1);
            }

            side.Run(share);
            ends[processor] = Stopwatch.GetTimestamp();
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        SpinWait.SpinUntil(() => Volatile.Read(ref ready) == sides.Length);
        long start = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref ready);
        Array.ForEach(threads, static thread => thread.Join());
        return Stopwatch.GetElapsedTime(start, ends.Max()).TotalNanoseconds;
    }

    public override ulong Run(int operations) => (ulong)Measure(operations);
}
