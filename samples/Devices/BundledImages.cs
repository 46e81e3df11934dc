using System.IO.Compression;

namespace AopKit.Samples.Devices;

/// <summary>The images that travel with the samples, in the folder <c>Images</c> beside the program.</summary>
public static class BundledImages
{
    private const string ImageSuffix = ".img.br";

    /// <summary>Where they lie.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Images");

    /// <summary>
    /// The names, such as <c>btrfs-many-n16384</c>, whose name begins with <paramref name="prefix"/>.
    /// </summary>
    public static IReadOnlyList<string> NamesOf(string prefix) =>
        [.. Directory.EnumerateFiles(Folder, $"{prefix}*{ImageSuffix}")
            .Select(static path => Path.GetFileName(path)[..^ImageSuffix.Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// The packed image called <paramref name="name"/>, to be opened by <see cref="ImageFile.Open"/>.
    /// </summary>
    /// <exception cref="FileNotFoundException">No such image is bundled; the message lists those that are.</exception>
    public static string PathOf(string name)
    {
        string path = Path.Combine(Folder, name + ImageSuffix);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"No bundled image '{name}'. There are: {string.Join(", ", NamesOf(""))}.");
    }

    /// <summary>
    /// The lines of what the image called <paramref name="name"/> holds, as a kernel mount showed it; none begins with
    /// #. Fields are separated by tabs: path (JSON string), type, mode (octal), links, size, SHA-256, attributes
    /// (JSON).
    /// </summary>
    public static IEnumerable<string> ManifestOf(string name)
    {
        string plain = Path.Combine(Folder, name + ".img.manifest.tsv");
        using Stream file = File.Exists(plain) ? File.OpenRead(plain) : OpenPacked(plain + ".br");
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line;
            }
        }
    }

    private static BrotliStream OpenPacked(string path) =>
        new(File.OpenRead(path), CompressionMode.Decompress);
}
