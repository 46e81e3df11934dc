using System.Text;
using System.Text.Json;
using AopKit.LifetimeBench.Peers;
using AopKit.LifetimeBench.Reading;
using AopKit.LifetimeBench.Report;
using AopKit.LifetimeBench.Running;

namespace AopKit.LifetimeBench;

/// <summary>The bench itself, on planted cases: a bench that counts wrongly would publish it.</summary>
public sealed class HarnessTests
{
    private const string Bad =
        """
        //// pair planted
        //// bad
        long M(PageLease<object> lease)
        {
            lease.Dispose();
            return lease.Bytes[0]; // bug
        }

        """;

    private const string Clean =
        """
        //// clean
        void M(PageLease<object> lease) => lease.Dispose();

        """;

    [Fact]
    public void Judge_ReportAtTheMark_IsFound() => Assert.Equal(Catch.Reported, Judge(Bad + Clean).Catch);

    [Fact]
    public void Judge_ReportElsewhere_IsMissed()
    {
        PairResult result = Judge(Bad.Replace(" // bug", "").Replace("lease.Dispose();", "lease.Dispose(); // bug")
            + Clean);
        Assert.Equal(Catch.Missed, result.Catch);
        Assert.StartsWith("AOP1001 (", Assert.Single(result.BadReports));
    }

    [Fact]
    public void Judge_AnotherRulesReport_IsMissedInSetA() =>
        Assert.Equal(Catch.Missed, Judge(Bad + Clean, "Cases/A/AOP2001/planted.cs").Catch);

    [Fact]
    public void Judge_AnyRulesReport_IsFoundInTheOtherSets() =>
        Assert.Equal(Catch.Reported, Judge("// source: nowhere\n" + Bad + Clean, "Cases/C/planted.cs").Catch);

    [Fact]
    public void Judge_ReportOfACleanHalf_IsFalse()
    {
        string wrong = Bad.Replace(" // bug", "").Replace("//// pair planted\n//// bad", "//// clean");
        Assert.StartsWith("AOP1001", Assert.Single(Judge(Bad + wrong).FalseReports));
    }

    [Fact]
    public void Judge_CompilerRefusesTheMark_DoesNotCompile() =>
        Assert.Equal(Catch.DoesNotCompile, Judge(Bad.Replace("lease.Bytes[0];", "lease.Nothing;") + Clean).Catch);

    [Fact]
    public void Judge_CompilerRefusesAnotherLine_IsAnErrorOfTheCase() =>
        Assert.NotEmpty(Judge(Bad.Replace("lease.Dispose();", "lease.Nothing();") + Clean).Errors);

    [Theory]
    [InlineData("//// worse\n", "Cases/A/AOP1001/planted.cs(1): 'worse' divides nothing")]
    [InlineData("//// bad\nint F; // bug\n", "must have one bad half and one clean half")]
    [InlineData("//// bad\nint F;\n//// clean\nint F;\n", "no line of AOP1001/planted's bad half ends with '// bug'")]
    [InlineData("//// bad\nint F; // bug\n//// clean\nint F; // bug\n", "has a line marked as a bug")]
    public void Read_FileThatIsWrong_SaysWhatAndWhere(string text, string message) => Assert.Contains(
        message,
        Assert.Throws<FormatException>(() => CaseFile.Read("Cases/A/AOP1001/planted.cs", text)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Json_OfSetsAndPeers_HasTheKeysThatOthersRead()
    {
        using var stream = new MemoryStream();
        BenchJson.Write(stream, [new SetFigures("A", 4, 3, 1, 5, 2)], [new SetFigures("Other", 4, 1, 0, 5, 7)]);
        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(
            """
            {"schema":1,"sets":[{"name":"A","bad":4,"caught":3,"clean":5,"falseReports":2}],
            "peers":[{"name":"Other","bad":4,"caught":1,"clean":5,"falseReports":7}]}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(document.RootElement));
    }

    [Fact]
    public void Log_OfABuild_GivesRulesAndPlaces()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """
                {"runs":[{"tool":{"driver":{"rules":[{"id":"CA2000"},{"id":"IDISP016"}]}},"results":[
                {"ruleId":"IDISP016","locations":[{"physicalLocation":{
                "artifactLocation":{"uri":"file:///x/Half0001.cs"},"region":{"startLine":7}}}]},
                {"ruleId":"CA2000","locations":[]}]}]}
                """, Encoding.UTF8);
            SarifLog log = SarifLog.Read(path);
            Assert.Equal(["CA2000", "IDISP016"], log.Rules);
            Assert.Equal([("IDISP016", "Half0001.cs", 6)], log.Reports);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("CA2000", ".NET SDK, latest-all")]
    [InlineData("S2930", "SonarAnalyzer.CSharp")]
    [InlineData("SYSLIB1045", null)]
    [InlineData("CS0168", null)]
    public void Owner_OfARule_GoesByItsLetters(string rule, string? owner) =>
        Assert.Equal(owner, PeerTools.Owner(rule));

    private static PairResult Judge(string text, string path = "Cases/A/AOP1001/planted.cs") =>
        PairJudge.Judge(Assert.Single(CaseFile.Read(path, text)));
}
