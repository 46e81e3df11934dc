namespace AopKit.Tidy.Tests.Shape;

public sealed class ShapeRulesTests
{
    [Fact]
    public void Files_All_AreShort() =>
        Repository.AssertNone(
            Repository.Sources.SelectMany(ShapeRules.LongFiles),
            $"A file has at most {ShapeRules.MaximumFileLines} lines: split it by what it is about.");

    [Fact]
    public void Lines_All_FitTheScreen() =>
        Repository.AssertNone(
            Repository.Sources.SelectMany(ShapeRules.LongLines),
            $"A line has at most {ShapeRules.MaximumColumns} columns.");

    [Fact]
    public void Methods_All_FitTheScreen() =>
        Repository.AssertNone(
            Repository.Sources.SelectMany(ShapeRules.LongMethods),
            $"A method has at most {ShapeRules.MaximumMethodLines} lines.");

    [Theory]
    [InlineData(ShapeRules.MaximumFileLines, 0)]
    [InlineData(ShapeRules.MaximumFileLines + 1, 1)]
    public void LongFiles_LinesAtTheLimit_ReportsOnlyBeyondIt(int lines, int reports) =>
        Assert.Equal(reports, ShapeRules.LongFiles(Planted(string.Concat(Enumerable.Repeat("//\n", lines)))).Count());

    [Theory]
    [InlineData(ShapeRules.MaximumColumns, 0)]
    [InlineData(ShapeRules.MaximumColumns + 1, 1)]
    public void LongLines_ColumnsAtTheLimit_ReportsOnlyBeyondIt(int columns, int reports) =>
        Assert.Equal(reports, ShapeRules.LongLines(Planted(new string('/', columns) + "\n//\n")).Count());

    [Theory]
    [InlineData("void M()", ShapeRules.MaximumMethodLines, 0)]
    [InlineData("void M()", ShapeRules.MaximumMethodLines + 1, 1)]
    [InlineData("int P", ShapeRules.MaximumMethodLines + 1, 1)]
    [InlineData("C()", ShapeRules.MaximumMethodLines + 1, 1)]
    public void LongMethods_LinesAtTheLimit_ReportsOnlyBeyondIt(string head, int lines, int reports)
    {
        string body = string.Concat(Enumerable.Repeat("\n", lines - 1));

        Assert.Equal(reports, ShapeRules.LongMethods(Planted($"class C {{ {head} {{{body}}} }}")).Count());
    }

    [Fact]
    public void LongMethods_TextOfManyLines_CountsAsOne()
    {
        string text = new('\n', ShapeRules.MaximumMethodLines);

        Assert.Empty(ShapeRules.LongMethods(Planted($"class C {{ string P => \"\"\"{text}\"\"\"; }}")));
    }

    private static SourceFile Planted(string text) => new("src/Planted.cs", text);
}
