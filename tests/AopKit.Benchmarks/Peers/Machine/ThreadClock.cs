using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AopKit.Benchmarks.Peers.Machine;

/// <summary>
/// How long a thread worked. On a machine that others use as well, the time in which the system ran somebody else in
/// its place says nothing about the work: on Linux it is left out, unless the thread itself went to sleep meanwhile;
/// then the wait belongs to the work and all of the time counts. Elsewhere all of it counts always.
/// </summary>
internal readonly partial struct ThreadClock
{
    private const int ThreadProcessorTime = 3;
    private const int OwnThread = 1;

    private readonly long _start;
    private readonly double _processorNanoseconds;
    private readonly long _sleeps;

    private ThreadClock(long start, double processorNanoseconds, long sleeps)
    {
        _start = start;
        _processorNanoseconds = processorNanoseconds;
        _sleeps = sleeps;
    }

    public static ThreadClock Start()
    {
        long sleeps = ReadSleeps();
        return new ThreadClock(Stopwatch.GetTimestamp(), ReadProcessorNanoseconds(), sleeps);
    }

    /// <summary>What has passed since the start, on the thread that started.</summary>
    public double ReadNanoseconds()
    {
        double processor = ReadProcessorNanoseconds() - _processorNanoseconds;
        double all = Stopwatch.GetElapsedTime(_start).TotalNanoseconds;
        return !OperatingSystem.IsLinux() || ReadSleeps() != _sleeps ? all : processor;
    }

    private static double ReadProcessorNanoseconds() =>
        OperatingSystem.IsLinux() && GetTime(ThreadProcessorTime, out TimeSpec time) == 0
            ? (time.Seconds * 1e9) + time.Nanoseconds
            : 0;

    /// <summary>How often the thread went to sleep of its own will.</summary>
    private static unsafe long ReadSleeps()
    {
        Usage usage = default;
        return OperatingSystem.IsLinux() && GetUsage(OwnThread, ref usage) == 0 ? usage.Values[14] : 0;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref Usage usage);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>The system's struct: two times of two words each, then counts; the last but one is sleeps.</summary>
    private unsafe struct Usage
    {
        public fixed long Values[18];
    }
}
