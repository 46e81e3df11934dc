namespace AopKit.Tidy.Tests;

/// <summary>The working copy that these tests were built from, found from the test's own assembly upwards.</summary>
internal static class Repository
{
    private static readonly string[] s_codeFolders = ["src", "analyzers", "samples", "tests"];
    private static readonly Lazy<IReadOnlyList<SourceFile>> s_sources = new(ReadSources);

    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file that a person wrote.</summary>
    public static IReadOnlyList<SourceFile> Sources => s_sources.Value;

    /// <summary>The full paths of all files in the folders of code whose name fits.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        s_codeFolders.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories));

    /// <summary>The files below a folder of the repository, such as <c>src/AopKit/</c>.</summary>
    public static IEnumerable<SourceFile> SourcesBelow(string folder) =>
        Sources.Where(source => source.Path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>Fails with one line per violation, so that a single run shows all of them.</summary>
    public static void AssertNone(IEnumerable<string> violations, string rule)
    {
        string[] found = [.. violations];
        Assert.True(found.Length == 0, $"{rule}\n{string.Join('\n', found)}");
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AopKit.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException(
            $"No folder above {AppContext.BaseDirectory} holds AopKit.sln: run the tests from a working copy.");
    }

    private static List<SourceFile> ReadSources() =>
    [
        .. from file in Files("*.cs")
           let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
           where !path.Contains("/bin/") && !path.Contains("/obj/")

           // Text that is compiled by the bench, and wrong on purpose.
           where !path.StartsWith("tests/AopKit.LifetimeBench/Cases/", StringComparison.Ordinal)
           orderby path
           select new SourceFile(path, File.ReadAllText(file)),
    ];
}
