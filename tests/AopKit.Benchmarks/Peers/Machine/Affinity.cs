using System.Runtime.InteropServices;

namespace AopKit.Benchmarks.Peers.Machine;

/// <summary>Keeps a thread on one processor, on Linux; elsewhere the scheduler decides.</summary>
internal static partial class Affinity
{
    /// <summary>Keeps the calling thread on the processor from now on, if that processor may be used.</summary>
    public static void Pin(int processor)
    {
        if (System.OperatingSystem.IsLinux())
        {
            // A refusal (a container with other processors) leaves the thread where the scheduler puts it.
            ulong mask = 1UL << (processor % 64);
            _ = SetAffinity(0, sizeof(ulong), ref mask);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int threadId, nint maskBytes, ref ulong mask);
}
