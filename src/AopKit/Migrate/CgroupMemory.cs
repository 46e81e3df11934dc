using System.Globalization;

namespace AopKit.Migrate;

/// <summary>
/// The memory limits of the control groups that the process is in, from the files that cgroups(7) describes: version 2,
/// or version 1 where the memory controller is there.
/// </summary>
/// <param name="root">Where the file system begins; another folder in a test.</param>
internal sealed class CgroupMemory(string root)
{
    /// <summary>
    /// From here on a number means that there is no limit: version 1 tells the largest page-aligned one.
    /// </summary>
    private const long NoLimit = long.MaxValue / 2;

    private static readonly Files s_version2 = new(
        "sys/fs/cgroup", "memory.max", "memory.current", "inactive_file");

    private static readonly Files s_version1 = new(
        "sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");

    /// <summary>The limits of the process's groups and of their parents, each with what is used of it.</summary>
    public IEnumerable<MemoryLoad> Read() =>
        from line in Lines(Path.Combine(root, "proc/self/cgroup"))
        let parts = line.Split(':', 3)
        where parts.Length == 3
        let files = parts[1].Length == 0 ? s_version2 : parts[1].Split(',').Contains("memory") ? s_version1 : null
        where files is not null
        from folder in Groups(Path.Combine(root, files.Mount), parts[2])
        let load = Read(folder, files)
        where load.LimitBytes > 0
        select load;

    /// <summary>
    /// The group and its parents. Within a container the path may be that of outside, which is not there: what is
    /// mounted is the container's own group then.
    /// </summary>
    private static IEnumerable<string> Groups(string mount, string path)
    {
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int count = names.Length; count >= 0; count--)
        {
            yield return Path.Combine([mount, .. names[..count]]);
        }
    }

    private static MemoryLoad Read(string folder, Files files)
    {
        long limit = Number(Lines(Path.Combine(folder, files.Limit)).FirstOrDefault());
        long used = Number(Lines(Path.Combine(folder, files.Usage)).FirstOrDefault());
        if (limit is <= 0 or >= NoLimit || used <= 0)
        {
            return default;
        }

        string prefix = files.Inactive + " ";
        string? inactive = Lines(Path.Combine(folder, "memory.stat"))
            .FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal));
        return new MemoryLoad(Math.Max(0, used - Number(inactive?[prefix.Length..])), limit);
    }

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No such group, or none of our business: then it sets no limit that we could follow.
            return [];
        }
    }

    /// <summary>Where one version keeps its numbers.</summary>
    private sealed record Files(string Mount, string Limit, string Usage, string Inactive);
}
