using AopKit.Analyzers.Rules.Contracts;
using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.Contracts;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class AddScopedTests
{
    [Fact]
    public Task Parameters_ThatAreOnlyBorrowed_BecomeScoped() => VerifyFix.Changes<CanBeScoped, AddScoped>(
        """
        static class Codes
        {
            public static Span<char> Fold({|AOP5003:[Borrowed] in Guid id|},
                {|AOP5003:[Borrowed] Span<char> format|}, char[] output)
            {
                id.TryFormat(output, out int written, format);
                return output.AsSpan(0, written);
            }

            public static Span<char> Same({|AOP5003:[Borrowed] this Span<char> text|}) => default;
        }

        interface IFinder
        {
            Span<byte> Find([Borrowed] Span<byte> key);
        }

        sealed class Finder : IFinder
        {
            public Span<byte> Find({|AOP5003:Span<byte> key|}) => default;
        }
        """,
        """
        static class Codes
        {
            public static Span<char> Fold([Borrowed] scoped in Guid id,
                [Borrowed] scoped Span<char> format, char[] output)
            {
                id.TryFormat(output, out int written, format);
                return output.AsSpan(0, written);
            }

            public static Span<char> Same([Borrowed] this scoped Span<char> text) => default;
        }

        interface IFinder
        {
            Span<byte> Find([Borrowed] Span<byte> key);
        }

        sealed class Finder : IFinder
        {
            public Span<byte> Find(scoped Span<byte> key) => default;
        }
        """);

    [Fact]
    public Task Parameter_ThatEscapes_IsLeft() => VerifyFix.OffersNothing<CanBeScoped, AddScoped>(
        """
        static class Codes
        {
            public static Span<byte> Skip([Borrowed] Span<byte> input) => input[1..];
        }
        """);
}
