namespace AopKit.Tidy.Tests.Shape;

public sealed class LeftoversTests
{
    [Fact]
    public void Sources_All_HoldNone() =>
        Repository.AssertNone(
            Repository.Sources.SelectMany(Leftovers.In),
            "Work that is named is finished, and nothing waits by the clock.");

    [Theory]
    [InlineData("// TO" + "DO: the other half", 1)]
    [InlineData("Thread.Sl" + "eep(10);", 1)]
    [InlineData("// There is nothing to do.", 0)]
    public void In_PlantedLine_ReportsLeftoversOnly(string line, int reports) =>
        Assert.Equal(reports, Leftovers.In(new SourceFile("src/Planted.cs", "\n" + line)).Count());
}
