namespace AopKit.Package.Tests;

/// <summary>
/// The packages of this working copy, packed once for all tests into a folder of their own, with a version that no
/// other run has: a package that is cached somewhere cannot be taken for them.
/// </summary>
public sealed class PackedSolution : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aopkit-packages-").FullName;

    /// <summary>The four packages, in the order in which they depend on each other.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["AopKit.Analyzers", "AopKit.Abstractions", "AopKit", "AopKit.Testing"];

    /// <summary>The package source: a folder with the packages.</summary>
    public string Feed => Path.Combine(_folder, "feed");

    /// <summary>The version of all four.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The full path of one package.</summary>
    public string PathOf(string name, string extension = ".nupkg") =>
        Path.Combine(Feed, $"{name}.{Version}{extension}");

    /// <summary>Builds and packs apart from the working copy, which other tests are being built and run in.</summary>
    public async Task InitializeAsync()
    {
        string suffix = $"test.{DateTime.UtcNow.Ticks}";
        DotnetResult pack = await new Dotnet().RunAsync(
            Repository.Root, "pack", "AopKit.sln", "--artifacts-path", Path.Combine(_folder, "artifacts"), "-o", Feed,
            $"-p:VersionSuffix={suffix}", "-v:quiet");
        pack.AssertSucceeded();
        string analyzers = Path.GetFileNameWithoutExtension(
            Assert.Single(Directory.EnumerateFiles(Feed, $"{Names[0]}.*.nupkg")));
        Version = analyzers[(Names[0].Length + 1)..];
        Assert.EndsWith(suffix, Version, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
