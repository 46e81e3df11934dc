namespace AopKit.Tidy.Tests.Layers;

public sealed class FolderNamespacesTests
{
    [Fact]
    public void Sources_All_StandInTheNamespaceOfTheirFolder() =>
        Repository.AssertNone(
            Repository.Sources.SelectMany(FolderNamespaces.Misplaced),
            "A file's namespace is its folder.");

    [Theory]
    [InlineData("src/AopKit/Frames/F.cs", "AopKit.Frames", 0)]
    [InlineData("src/AopKit/Frames/F.cs", "AopKit", 1)]
    [InlineData("src/AopKit/F.cs", "AopKit", 0)]
    [InlineData("src/AopKit.Abstractions/Pages/F.cs", "AopKit", 0)]
    [InlineData("src/AopKit.Abstractions/Pages/F.cs", "AopKit.Pages", 1)]
    [InlineData("src/AopKit.Abstractions/Lifetimes/F.cs", "AopKit.Lifetimes", 0)]
    [InlineData("samples/Btrfs/Trees/F.cs", "AopKit.Samples.Btrfs.Trees", 0)]
    [InlineData("tests/AopKit.Snapshots/F.cs", "VerifyXunit", 0)]
    public void Misplaced_PlantedFile_ReportsAnotherNamespaceOnly(string path, string name, int reports) =>
        Assert.Equal(reports, FolderNamespaces.Misplaced(new SourceFile(path, $"namespace {name};\n")).Count());
}
