using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace AopKit.Package.Tests;

[Collection(nameof(PackedSolution))]
public sealed class PackageContentTests(PackedSolution packages)
{
    private static readonly string[] s_analyzerAssemblies =
        ["analyzers/dotnet/cs/AopKit.Analyzers.dll", "analyzers/dotnet/cs/AopKit.CodeFixes.dll"];

    public static TheoryData<string> All => [.. PackedSolution.Names];

    public static TheoryData<string> Libraries => [.. PackedSolution.Names.Skip(1)];

    [Fact]
    public void Pack_Solution_MakesTheFourPackages() =>
        Assert.Equal(
            PackedSolution.Names.Select(name => packages.PathOf(name)).Order(),
            Directory.EnumerateFiles(packages.Feed, "*.nupkg").Order());

    [Fact]
    public void Analyzers_Assemblies_AreInTheirPackageAlone()
    {
        foreach (string name in PackedSolution.Names)
        {
            string[] expected = name == "AopKit.Analyzers" ? s_analyzerAssemblies : [];
            Assert.Equal(expected, FilesIn(name).Where(file => file.StartsWith("analyzers/")).Order());
        }
    }

    [Fact]
    public void Analyzers_Package_GivesNothingToReference() =>
        Assert.DoesNotContain(FilesIn("AopKit.Analyzers"), file => file.StartsWith("lib/"));

    /// <summary>Roslyn 5.0 came with SDK 10.0.100, which README names as the lowest.</summary>
    [Fact]
    public void Analyzers_Assemblies_LoadInTheLowestSdk()
    {
        using ZipArchive package = ZipFile.OpenRead(packages.PathOf("AopKit.Analyzers"));
        AssemblyName[] roslyn =
        [
            .. s_analyzerAssemblies.SelectMany(name => ReferencesOf(package.GetEntry(name)!))
                .Where(reference => reference.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(roslyn);
        Assert.All(roslyn, reference => Assert.Equal(new Version(5, 0, 0, 0), reference.Version));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_Each_HasItsDocumentationAndSymbols(string name)
    {
        Assert.Equal(
            [$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"],
            FilesIn(name).Where(file => file.StartsWith("lib/")).Order());
        Assert.Contains($"lib/net10.0/{name}.pdb", FilesIn(name, ".snupkg"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Package_Each_SaysWhatItIsAndUnderWhichLicence(string name)
    {
        XElement metadata = MetadataOf(name);

        Assert.Equal("MIT", Child(metadata, "license").Value);
        Assert.Equal("README.md", Child(metadata, "readme").Value);
        Assert.Contains("README.md", FilesIn(name));
        Assert.False(string.IsNullOrWhiteSpace(Child(metadata, "description").Value));
    }

    [Theory]
    [InlineData("AopKit.Abstractions", "AopKit.Analyzers")]
    [InlineData("AopKit", "AopKit.Abstractions")]
    [InlineData("AopKit.Testing", "AopKit")]
    public void Dependency_Each_PassesTheAnalyzersOn(string name, string dependency)
    {
        XElement found = Assert.Single(MetadataOf(name).Descendants(), node => node.Name.LocalName == "dependency");

        Assert.Equal(dependency, found.Attribute("id")?.Value);
        Assert.Equal(packages.Version, found.Attribute("version")?.Value);
        Assert.DoesNotContain("Analyzers", found.Attribute("exclude")?.Value ?? "");
    }

    private static XElement Child(XElement metadata, string name) =>
        Assert.Single(metadata.Elements(), node => node.Name.LocalName == name);

    private static AssemblyName[] ReferencesOf(ZipArchiveEntry assembly)
    {
        using var copy = new MemoryStream();
        using (Stream content = assembly.Open())
        {
            content.CopyTo(copy);
        }

        copy.Position = 0;
        using var file = new PEReader(copy);
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName()),
        ];
    }

    private List<string> FilesIn(string name, string extension = ".nupkg")
    {
        using ZipArchive package = ZipFile.OpenRead(packages.PathOf(name, extension));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    private XElement MetadataOf(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(packages.PathOf(name));
        using Stream nuspec = package.GetEntry($"{name}.nuspec")!.Open();
        return Assert.Single(XDocument.Load(nuspec).Root!.Elements());
    }
}
