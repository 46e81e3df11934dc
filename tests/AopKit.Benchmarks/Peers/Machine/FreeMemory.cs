using System.Globalization;

namespace AopKit.Benchmarks.Peers.Machine;

/// <summary>How much memory the machine can still give without swapping.</summary>
internal static class FreeMemory
{
    private const string Path = "/proc/meminfo";
    private const string Line = "MemAvailable:";

    /// <summary>Bytes; what the runtime thinks it may have where the system does not tell.</summary>
    public static long Bytes
    {
        get
        {
            string? line = File.Exists(Path)
                ? File.ReadLines(Path).FirstOrDefault(static line => line.StartsWith(Line, StringComparison.Ordinal))
                : null;
            return line is null
                ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes
                : long.Parse(line[Line.Length..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture) << 10;
        }
    }
}
