using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace AopKit.Benchmarks.Peers.Machine;

/// <summary>What must be known to read a figure: processor, memory, runtime, build, and the commit measured.</summary>
internal sealed record MachineFacts(
    string Processor, int ProcessorCount, bool AreSeparateCores, string Topology, string HugePages,
    string OperatingSystem, string Runtime, string Build, string Commit)
{
    private const string Topologies = "/sys/devices/system/cpu/cpu{0}/topology/thread_siblings_list";
    private const string HugePageSwitch = "/sys/kernel/mm/transparent_hugepage/enabled";

    public static MachineFacts Read()
    {
        string? siblings = ReadLine(string.Format(CultureInfo.InvariantCulture, Topologies, 0));
        bool separate = Environment.ProcessorCount > 1 && siblings is not null && !Holds(siblings, processor: 1);
        string topology = siblings is null
            ? "unknown: the system does not tell"
            : separate ? "separate cores, as the system reports them" : "hyperthreads of one core";
        return new MachineFacts(
            ProcessorName(), Environment.ProcessorCount, separate, topology, ReadLine(HugePageSwitch) ?? "unknown",
            RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, BuildOfEngine(),
            CommitOfBuild());
    }

    /// <summary>Whether a list as the system writes it ("0,2" or "0-1") names a processor.</summary>
    internal static bool Holds(string list, int processor)
    {
        foreach (string part in list.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split('-');
            int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
            int last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            if (first <= processor && processor <= last)
            {
                return true;
            }
        }

        return false;
    }

    private static string ProcessorName()
    {
        const string Processors = "/proc/cpuinfo";
        string? line = File.Exists(Processors)
            ? File.ReadLines(Processors)
                .FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return $"{line?.Split(':', 2)[1].Trim() ?? "unknown"} ({RuntimeInformation.ProcessArchitecture})";
    }

    private static string BuildOfEngine() =>
        typeof(PageCache).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "unknown";

    /// <summary>The SDK writes the commit behind the version's plus sign when it builds inside a repository.</summary>
    private static string CommitOfBuild()
    {
        string? version = typeof(PageCache).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+') is [_, { Length: > 0 } commit] ? commit : "unknown";
    }

    private static string? ReadLine(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;
}
