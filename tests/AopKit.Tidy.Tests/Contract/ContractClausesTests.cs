namespace AopKit.Tidy.Tests.Contract;

public sealed class ContractClausesTests
{
    [Fact]
    public void Sources_All_NameOnlyClausesThatExist() =>
        Repository.AssertNone(
            Repository.Sources.Concat(ContractClauses.Pages)
                .Where(source => !IsOwn(source))
                .SelectMany(ContractClauses.Unknown),
            "A clause that is named stands in docs/contract.md.");

    [Fact]
    public void Clauses_All_AreNamedInTheDocumentationOfAMember() =>
        Repository.AssertNone(
            ContractClauses.Defined.Except(
                Repository.SourcesBelow("src/").SelectMany(source => source.Lines)
                    .Where(line => line.TrimStart().StartsWith("///", StringComparison.Ordinal))
                    .SelectMany(ContractClauses.NamedIn)),
            "Each clause stands in the documentation of the member that it is about.");

    [Fact]
    public void Clauses_All_AreNamedInATest() =>
        Repository.AssertNone(
            ContractClauses.Defined.Except(
                Repository.SourcesBelow("tests/").Where(IsTest).SelectMany(test => ContractClauses.NamedIn(test.Text))),
            "Each clause has a test that names it.");

    [Fact]
    public void Contract_BothHalves_AreNumberedWithoutGaps()
    {
        foreach (char half in "EC")
        {
            int[] numbers =
                [.. ContractClauses.Defined.Where(id => id[0] == half).Select(id => int.Parse(id[1..])).Order()];
            Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
            Assert.NotEmpty(numbers);
        }
    }

    [Theory]
    [InlineData("/// Runs once (E1).", "E1")]
    [InlineData("public void E12_DirtyPage_Stays()", "E12")]
    [InlineData("public sealed class E02_RemovalTests", "E2")]
    [InlineData("ends as C2 says, see E7", "C2 E7")]
    [InlineData("const byte Tag = 0xE5; int x = 1E5;", "")]
    public void NamedIn_PlantedLine_FindsIdsAndNotNumbers(string line, string ids) =>
        Assert.Equal(ids, string.Join(' ', ContractClauses.NamedIn(line)));

    [Fact]
    public void Unknown_ClauseThatDoesNotExist_IsReportedWithItsPlace() =>
        Assert.Equal(["src/F.cs(2): E99"], ContractClauses.Unknown(new SourceFile("src/F.cs", "// E1\n// E99\n")));

    /// <summary>These tests plant ids of their own.</summary>
    private static bool IsOwn(SourceFile source) =>
        source.Path.StartsWith("tests/AopKit.Tidy.Tests/", StringComparison.Ordinal);

    private static bool IsTest(SourceFile source) =>
        !IsOwn(source) && (source.Text.Contains("[Fact]") || source.Text.Contains("[Theory]"));
}
