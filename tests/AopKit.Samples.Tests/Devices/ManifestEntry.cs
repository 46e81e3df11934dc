using System.Globalization;
using System.Text;
using System.Text.Json;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Devices;

/// <summary>One line of a manifest: what a kernel mount of the image showed.</summary>
/// <param name="Path">The path without a leading slash.</param>
/// <param name="Type">f, d, l, p, c, b or s, as find prints it.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="Links">The number of hard links; 0 for directories.</param>
/// <param name="Size">Bytes of a file or link target; 0 for the rest.</param>
/// <param name="Sha256">Of the content or link target in lower-case hexadecimal; "-" for the rest.</param>
/// <param name="Attributes">Extended attributes: name, and the first 16 digits of the value's SHA-256.</param>
internal sealed record ManifestEntry(
    string Path, char Type, int Mode, int Links, long Size, string Sha256,
    IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Everything that the image called <paramref name="image"/> holds.</summary>
    public static List<ManifestEntry> Of(string image) => [.. BundledImages.ManifestOf(image).Select(Parse)];

    /// <summary>The path as the bytes that lie in the image.</summary>
    public byte[] PathBytes => Encoding.UTF8.GetBytes(Path);

    private static ManifestEntry Parse(string line)
    {
        string[] fields = line.Split('\t');
        return new ManifestEntry(
            JsonSerializer.Deserialize<string>(fields[0])!,
            fields[1][0],
            Convert.ToInt32(fields[2], 8),
            int.Parse(fields[3], CultureInfo.InvariantCulture),
            long.Parse(fields[4], CultureInfo.InvariantCulture),
            fields[5],
            JsonSerializer.Deserialize<Dictionary<string, string>>(fields[6])!);
    }
}
