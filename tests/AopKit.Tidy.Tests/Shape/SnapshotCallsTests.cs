namespace AopKit.Tidy.Tests.Shape;

public sealed class SnapshotCallsTests
{
    /// <summary>The tests of the stand-in itself, which Verify is spared.</summary>
    private const string OwnTests = "tests/AopKit.Tidy.Tests/Snapshots/";

    [Fact]
    public void Sources_All_CallVerifyFromTheFactItself() =>
        Repository.AssertNone(
            Repository.SourcesBelow("tests/")
                .Where(source => !source.Path.StartsWith(OwnTests, StringComparison.Ordinal))
                .SelectMany(SnapshotCalls.Misplaced),
            "Verifier.Verify(text) stands in a [Fact] of the class that its file is named after.");

    [Theory]
    [InlineData("[Fact] void Walk() { Verifier.Verify(text); }", 0)]
    [InlineData("[Fact] void Walk() => Verifier.Verify(text);", 0)]
    [InlineData("[Theory] void Walk(int n) => Verifier.Verify(text);", 1)]
    [InlineData("[Fact] void Walk() => Verifier.Verify(text, method: name);", 1)]
    [InlineData("void Helper() => Verifier.Verify(text);", 1)]
    [InlineData("[Fact] void Walk() { void Inner() => Verifier.Verify(text); }", 1)]
    [InlineData("class Nested { [Fact] void Walk() => Verifier.Verify(text); }", 1)]
    public void Misplaced_PlantedCall_ReportsWhatVerifyWouldNameOtherwise(string member, int reports) =>
        Assert.Equal(reports, SnapshotCalls.Misplaced(Planted("TreeTests", member)).Count());

    [Fact]
    public void Misplaced_ClassNamedUnlikeItsFile_IsReported() =>
        Assert.Single(SnapshotCalls.Misplaced(Planted("Other", "[Fact] void Walk() => Verifier.Verify(text);")));

    private static SourceFile Planted(string type, string member) =>
        new("tests/TreeTests.cs", $"namespace N; class {type} {{ {member} }}");
}
