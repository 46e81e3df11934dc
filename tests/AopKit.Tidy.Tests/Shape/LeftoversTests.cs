namespace AopKit.Tidy.Tests.Shape;

public sealed class LeftoversTests
{
    /// <summary>Clients that break the contract on purpose, among other things by waiting.</summary>
    private const string Misuse = "samples/Misuse/";

    [Fact]
    public void Sources_All_HoldNone() =>
        Repository.AssertNone(
            Repository.Sources.Where(source => !source.Path.StartsWith(Misuse, StringComparison.Ordinal))
                .SelectMany(Leftovers.In),
            "Work that is named is finished, and nothing waits by the clock.");

    [Theory]
    [InlineData("// TODO: the other half", 1)]
    [InlineData("/// <summary>FIXME</summary>", 1)]
    [InlineData("void M() { Thread.Sleep(10); }", 1)]
    [InlineData("void M() => throw new NotImplementedException();", 1)]
    [InlineData("// There is nothing to do.", 0)]
    [InlineData("string S() => \"// TODO Thread.Sleep(10)\";", 0)]
    public void In_PlantedLine_ReportsLeftoversOnly(string line, int reports) =>
        Assert.Equal(reports, Leftovers.In(new SourceFile("src/Planted.cs", $"class C\n{{\n{line}\n}}\n")).Count());
}
