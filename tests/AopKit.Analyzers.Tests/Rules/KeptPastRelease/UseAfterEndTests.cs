using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.KeptPastRelease;

public sealed class UseAfterEndTests
{
    public static TheoryData<string> Violations { get; } =
    [
        "void M(Claim c) { cache.Give(c); {|AOP1001:c|}.Touch(); }",
        "void M() { var c = cache.Take(1); var d = c; cache.Give(d); Console.WriteLine({|AOP1001:c|}); }",
    ];

    public static TheoryData<string> Clean { get; } =
    [
        "void M(Claim c) { c.Touch(); cache.Give(c); }",
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task Clean_IsSilent(string source) => Verify.FlowRules(source);
}
