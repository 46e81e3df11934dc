using System.Diagnostics;
using AopKit.Benchmarks.Peers.Machine;

namespace AopKit.Benchmarks.Peers.Measuring;

/// <summary>Contestants that work at the same time, each on a thread and a processor of its own.</summary>
internal sealed class ParallelContestant(string name, params Contestant[] sides) : Contestant(name)
{
    /// <summary>
    /// How often a turn is taken again when the threads did not work at the same time: who works alone does not meet
    /// what is to be measured.
    /// </summary>
    private const int MaxTries = 16;

    private const double EnoughOverlap = 0.9;

    private double _leastOverlap = 1;

    public override int ThreadCount => sides.Length;

    public override string Note => _leastOverlap >= EnoughOverlap
        ? ""
        : $"disturbed: in one round the threads worked together for {_leastOverlap:P0} of the time only";

    /// <summary>Each side does its share of the operations.</summary>
    /// <returns>Nanoseconds until the last was done, in the try in which they worked together most.</returns>
    public override double Measure(int operations)
    {
        (double overlap, double nanoseconds) = (-1, 0);
        for (int attempt = 0; attempt < MaxTries && overlap < EnoughOverlap; attempt++)
        {
            Lap[] laps = Race(Math.Max(1, operations / sides.Length));
            double shared = Overlap(laps);
            if (shared > overlap)
            {
                (overlap, nanoseconds) = (shared, laps.Max(static lap => lap.Nanoseconds));
            }
        }

        _leastOverlap = Math.Min(_leastOverlap, overlap);
        return nanoseconds;
    }

    public override ulong Run(int operations) => (ulong)Race(operations).Length;

    /// <summary>For what share of the time from the first start to the last end all of them worked.</summary>
    private static double Overlap(Lap[] laps)
    {
        double together = laps.Min(static lap => lap.End) - laps.Max(static lap => lap.Start);
        double all = laps.Max(static lap => lap.End) - laps.Min(static lap => lap.Start);
        double worked = laps.Min(
            static lap => lap.Nanoseconds / Stopwatch.GetElapsedTime(lap.Start, lap.End).TotalNanoseconds);
        return together <= 0 ? 0 : together / all * worked;
    }

    private Lap[] Race(int share)
    {
        var laps = new Lap[sides.Length];
        int ready = 0;
        Thread[] threads = [.. sides.Select((side, processor) => new Thread(() =>
        {
            Affinity.Pin(processor);
            Interlocked.Increment(ref ready);
            while (Volatile.Read(ref ready) < sides.Length)
            {
                Thread.SpinWait(1);
            }

            long start = Stopwatch.GetTimestamp();
            ThreadClock clock = ThreadClock.Start();
            side.Run(share);
            double nanoseconds = clock.ReadNanoseconds();
            laps[processor] = new Lap(start, Stopwatch.GetTimestamp(), nanoseconds);
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        return laps;
    }

    /// <summary>From when to when a thread was at work, and how much of that it worked.</summary>
    private readonly record struct Lap(long Start, long End, double Nanoseconds);
}
