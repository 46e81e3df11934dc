using AopKit.Analyzers.Rules.Contracts;
using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.Contracts;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class CorrectContractNameTests
{
    [Fact]
    public Task Names_ThatAreASlipAway_AreCorrected() => Changes(
        """
        [MustCall({|AOP5001:"Clos"|})]
        class Port
        {
            public void Close() { }

            [return: ViewOf({|AOP5001:"buff"|})]
            public Span<byte> Read(byte[] buf) => buf;
        }
        """,
        """
        [MustCall("Close")]
        class Port
        {
            public void Close() { }

            [return: ViewOf("buf")]
            public Span<byte> Read(byte[] buf) => buf;
        }
        """);

    [Fact]
    public Task Name_ThatCouldBeTwo_IsLeft() => Changes(
        """
        class Port
        {
            [return: ViewOf({|AOP5001:"lef"|})]
            public Span<byte> Read(byte[] left, byte[] leg) => left;
        }
        """,
        null);

    [Fact]
    public Task Name_ThatIsNearNothing_IsLeft() => Changes(
        """
        [MustCall({|AOP5001:"Dispose"|})]
        class Port
        {
            public void Close() { }
        }
        """,
        null);

    private static async Task Changes(string before, string? after)
    {
        CSharpCodeFixTest<MalformedContract, CorrectContractName, DefaultVerifier> test = new()
        {
            TestCode = CaseSource.Complete(before),
            FixedCode = CaseSource.Complete(after ?? before),
            ReferenceAssemblies = TestReferences.None,
        };
        Verify.Prepare(test);
        await test.RunAsync();
    }
}
