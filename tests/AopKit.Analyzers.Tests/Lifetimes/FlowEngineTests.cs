using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AopKit.Analyzers.Tests.Lifetimes;

/// <summary>
/// What the engine owes to every rule: it ends, it never throws, it reads contracts wherever they are declared.
/// </summary>
public sealed class FlowEngineTests
{
    /// <summary>
    /// More independent conditions than paths are kept apart: precision may go, the answer must stay right.
    /// </summary>
    [Fact]
    public Task ManyConditions_AreSilent()
    {
        IEnumerable<string> takes = Enumerable.Range(0, 30).Select(i =>
            $"Claim? c{i} = null;\nif (flags[{i}])\n{{\nc{i} = cache.Take({i});\n}}");
        IEnumerable<string> gives = Enumerable.Range(0, 30).Select(i =>
            $"if (c{i} != null)\n{{\ncache.Give(c{i});\n}}");
        return Verify.FlowRules($"void M(bool[] flags)\n{{\n{string.Join("\n", takes.Concat(gives))}\n}}");
    }

    [Fact]
    public Task DeepExpression_IsLeftAloneAndToldOf() => Verify.FlowRules(
        "void {|AOP9001:M|}(Claim c) { cache.Give(c); Console.WriteLine(c.Index"
        + string.Concat(Enumerable.Repeat(" + c.Index", 900)) + "); }");

    /// <summary>What a <c>finally</c> throws goes to the handler, and from there another way on.</summary>
    [Fact]
    public Task UsingInsideTry_WithinAnotherUsing_DoesNotEndTheOuterClaimTwice() => Verify.FlowRules(
        """
        void M(bool drops)
        {
            using Lease outer = cache.Rent(1);
            try
            {
                using Lease inner = cache.Rent(2);
                inner.Touch();
            }
            catch (InvalidOperationException) when (drops)
            {
            }

            outer.Touch();
        }
        """);

    /// <summary>What is known of a local goes when nothing reads it any more, not before a loop ends.</summary>
    [Fact]
    public Task LocalReadInTheNextIteration_IsRemembered() =>
        Verify.Analyzer<LifetimeFlowAnalyzer>(
        """
        void M(Claim c, int rounds)
        {
            bool given = false;
            for (int i = 0; i < rounds; i++)
            {
                if (!given)
                {
                    cache.Give(c);
                    given = true;
                }
            }
        }
        """, "aopkit_confidence = maybe");

    [Fact]
    public Task ExchangedVariables_HoldEachOthersClaims() => Verify.FlowRules(
        """
        void M(Lease left, Lease right)
        {
            (left, right) = (right, left);
            left.Dispose();
            right.Touch();
            right.Dispose();
        }
        """);

    [Theory]
    [InlineData(5, "M")]
    [InlineData(12, "{|AOP9001:M|}")]
    public Task NestedLoops_SettleOrAreToldOf(int depth, string name) => Verify.FlowRules(
        $"void {name}(Claim c, int n)\n{{\n"
        + string.Concat(Enumerable.Range(0, depth).Select(i =>
            $"for (int i{i} = 0; i{i} < n; i{i}++)\n{{\nif (n == {i}) continue;\n"))
        + "c.Touch();\n" + new string('}', depth) + "\ncache.Give(c);\n}");

    [Fact]
    public Task RecursiveHelpers_Settle() => Verify.FlowRules(
        """
        void M(Claim c)
        {
            Even(c, 4);
            {|AOP1001:c|}.Touch();
        }

        void Even(Claim c, int n)
        {
            if (n > 0)
            {
                Odd(c, n - 1);
            }
            else
            {
                cache.Give(c);
            }
        }

        void Odd(Claim c, int n) => Even(c, n - 1);
        """);

    /// <summary>
    /// A use after an end on one of two unrelated branches is no certainty; who wants to hear of it says so.
    /// </summary>
    [Theory]
    [InlineData("aopkit_confidence = maybe")]
    [InlineData("dotnet_code_quality.AOP1001.confidence = maybe")]
    public Task UncertainUse_WithMaybe_Reports(string config) => Verify.Analyzer<LifetimeFlowAnalyzer>(
        Uncertain.Replace("c.Index", "{|AOP1001:c|}.Index"), config);

    [Fact]
    public Task UncertainUse_ByDefault_IsSilent() => Verify.FlowRules(Uncertain);

    [Fact]
    public Task Report_ShowsWhereTheLifeBeganAndEnded() => Verify.Analyzer<LifetimeFlowAnalyzer>(
        """
        void M()
        {
            Claim c = {|#1:cache.Take(1)|};
            {|#2:cache.Give(c)|};
            {|#0:c|}.Touch();
        }
        """,
        null,
        DiagnosticResult.CompilerWarning("AOP1001").WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("c", "cache.Give(c)", "cache.Take(1)"));

    /// <summary>The attributes may be declared in the user's own compilation; they are known by name alone.</summary>
    [Fact]
    public async Task AttributesInSource_AreRead()
    {
        const string source =
            """
            namespace AopKit.Lifetimes
            {
                [System.AttributeUsage(System.AttributeTargets.All)]
                internal sealed class EndsLifetimeAttribute : System.Attribute;
            }

            internal sealed class Pool
            {
                public void Return([AopKit.Lifetimes.EndsLifetime] object item) { }

                public string? Use(object item)
                {
                    Return(item);
                    return item.ToString();
                }
            }
            """;
        Assert.Equal(["AOP1001"], await Ids(source, [.. TestReferences.Framework]));
    }

    [Fact]
    public async Task WithoutAnyContract_NothingIsDone() => Assert.Empty(await Ids(
        "internal sealed class Plain { public void Dispose() { } public void M() { Dispose(); Dispose(); } }",
        [.. TestReferences.Framework]));

    private const string Uncertain =
        """
        void M(Claim c, Func<bool> early, Func<bool> late)
        {
            if (early())
            {
                cache.Give(c);
            }

            if (late())
            {
                Console.WriteLine(c.Index);
            }
        }
        """;

    private static async Task<IEnumerable<string>> Ids(string source, MetadataReference[] references)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Source",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))],
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(compilation.GetDiagnostics(), found => found.Severity == DiagnosticSeverity.Error);
        DiagnosticAnalyzer analyzer = new LifetimeFlowAnalyzer();
        return (await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync()).Select(found => found.Id);
    }
}
