using AopKit.Analyzers.Rules.Contracts;
using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Lifetimes;

/// <summary>What an author vouches for is believed, and nothing beyond it.</summary>
public sealed class AssumeLiveTests
{
    public static TheoryData<string> Cases { get; } =
    [
        """
        void M(Claim claim)
        {
            cache.Give(claim);
            AopUnsafe.AssumeLive(claim, "the cache keeps it until it is asked again").Touch();
            claim.Touch();
        }
        """,
        """
        void M(Claim claim, Claim other)
        {
            cache.Give(claim);
            cache.Give(other);
            AopUnsafe.AssumeLive(claim, "kept by the test");
            claim.Touch();
            {|AOP1001:other|}.Touch();
        }
        """,
        """
        void M(Lease lease)
        {
            Span<byte> bytes = lease.Bytes;
            lease.Dispose();
            bytes = AopUnsafe.AssumeLive(bytes, "the buffer is this test's own");
            bytes[0] = 1;
            {|AOP1001:lease|}.Touch();
        }
        """,
        """
        void M(Lease lease)
        {
            Memory<byte> bytes = lease.Memory;
            lease.Dispose();
            _ = AopUnsafe.AssumeLive(bytes, "the buffer is this test's own");
            Console.WriteLine(bytes.Length);
            Console.WriteLine({|AOP1001:lease|}.Index);
        }
        """,
        """
        private Claim _kept = new();

        void M([Borrowed] Claim claim)
        {
            _kept = AopUnsafe.AssumeLive(claim, "the caller has promised to keep it");
        }
        """,
        """
        void M()
        {
            Claim claim = cache.Take(1);
            AopUnsafe.AssumeLive(claim, "ended by the shutdown of the process");
        }
        """,
        """
        void M(Claim claim)
        {
            AopUnsafe.AssumeLive(claim, "fresh");
            cache.Give(claim);
            {|AOP1001:claim|}.Touch();
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task AssumeLive_WhatIsVouchedFor_IsBelieved(string source) => Verify.FlowRules(source);

    [Theory]
    [InlineData("{|AOP5001:\"\"|}")]
    [InlineData("{|AOP5001:\" \"|}")]
    [InlineData("{|AOP5001:null|}!")]
    [InlineData("reason: {|AOP5001:None|}")]
    [InlineData("\"because the test holds it\"")]
    [InlineData("Some")]
    public Task AssumeLive_WithoutReason_IsMalformed(string reason) => Verify.Analyzer<MalformedContract>(
        $$"""
        private const string None = "";
        private static string Some => "";

        void M(Claim claim) => AopUnsafe.AssumeLive(claim, {{reason}}).Touch();
        """);
}
