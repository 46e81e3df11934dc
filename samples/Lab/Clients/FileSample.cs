using System.Text.Json;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Lab.Clients;

/// <summary>Chooses the files that are read, and finds out what they must hold.</summary>
internal static class FileSample
{
    /// <summary>What is read of a file at most, so that one huge file does not become the whole workload.</summary>
    public const int ReadLimit = 64 * 1024;

    /// <summary>
    /// At most <paramref name="limit"/> files, evenly over all of them, so that every directory has its share.
    /// </summary>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> all, int limit)
    {
        int count = Math.Min(limit, all.Count);
        return [.. Enumerable.Range(0, count).Select(index => all[(int)((long)index * all.Count / count)])];
    }

    /// <summary>
    /// The SHA-256 of each file of a bundled image, by path, as a kernel mount read it. Who reads other bytes is wrong,
    /// also the first time.
    /// </summary>
    public static IReadOnlyDictionary<string, byte[]> HashesOf(string image) => BundledImages.ManifestOf(image)
        .Select(static line => line.Split('\t'))
        .Where(static fields => fields[1] == "f" && long.Parse(fields[4]) <= ReadLimit)
        .ToDictionary(
            static fields => JsonSerializer.Deserialize<string>(fields[0])!,
            static fields => Convert.FromHexString(fields[5]));
}
