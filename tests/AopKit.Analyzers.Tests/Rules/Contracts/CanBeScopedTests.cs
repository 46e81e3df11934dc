using AopKit.Analyzers.Rules.Contracts;
using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Contracts;

public sealed class CanBeScopedTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        static class Codes
        {
            public static ReadOnlySpan<byte> Header({|AOP5003:[Borrowed] Span<byte> input|}) => "head"u8;
        }
        """,
        """
        static class Codes
        {
            public static Span<byte> Decode({|AOP5003:[Borrowed] ReadOnlySpan<byte> input|}, Span<byte> output)
            {
                input.CopyTo(output);
                return output[..input.Length];
            }
        }
        """,
        """
        sealed class Table
        {
            private readonly byte[] _rows = new byte[100];

            public ReadOnlySpan<byte> Find({|AOP5003:[Borrowed] ReadOnlySpan<byte> key|})
            {
                ReadOnlySpan<byte> rest = key;
                int row = 0;
                foreach (byte part in rest)
                {
                    row += part;
                }

                return _rows.AsSpan(row);
            }
        }
        """,
        """
        sealed class Best
        {
            private int _value;

            public ref int Better({|AOP5003:[Borrowed] in int candidate|})
            {
                if (candidate > _value)
                {
                    _value = candidate;
                }

                return ref _value;
            }
        }
        """,
        """
        ref struct Cursor
        {
            private Span<byte> _bytes;

            public Cursor(Span<byte> bytes, {|AOP5003:[Borrowed] Span<byte> mask|})
            {
                mask.Clear();
                _bytes = bytes;
            }
        }
        """,
        """
        ref struct Cursor
        {
            private Span<byte> _bytes;

            public bool Match({|AOP5003:[Borrowed] ReadOnlySpan<byte> other|}) => _bytes.SequenceEqual(other);
        }
        """,
        """
        static class Codes
        {
            public static bool TryTake({|AOP5003:[Borrowed] Span<char> pattern|}, Span<char> text, out Span<char> rest)
            {
                bool found = text.StartsWith(pattern);
                rest = found ? text[pattern.Length..] : text;
                return found;
            }
        }
        """,
        """
        static class Codes
        {
            public static Span<char> Fold(
                {|AOP5003:[Borrowed] in Guid id|}, {|AOP5003:[Borrowed] Span<char> format|}, char[] output)
            {
                id.TryFormat(output, out int written, format);
                return output.AsSpan(0, written);
            }
        }
        """,
        """
        static class Codes
        {
            public static ReadOnlySpan<T> Pick<T>({|AOP5003:[Borrowed] this Span<T> values|}, T[] others) =>
                values.IsEmpty ? others : default;
        }
        """,
        """
        interface IFinder
        {
            Span<byte> Find([Borrowed] Span<byte> key);
        }

        sealed class Finder : IFinder
        {
            public Span<byte> Find({|AOP5003:Span<byte> key|}) => new byte[key.Length];
        }
        """,
        """
        static class Codes
        {
            [return: ViewOf("text")]
            public static Span<char> Trim({|AOP5003:[Borrowed] Span<char> marks|}, Span<char> text)
            {
                Span<char> own = stackalloc char[4];
                marks[..1].CopyTo(own);
                return text.TrimStart(own[0]);
            }
        }
        """,
        """
        class Codes
        {
            public virtual ReadOnlySpan<byte> Name([Borrowed] ReadOnlySpan<byte> key) => default;
        }

        sealed class Fixed : Codes
        {
            public override ReadOnlySpan<byte> Name({|AOP5003:ReadOnlySpan<byte> key|}) => "fixed"u8;
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        static class Codes
        {
            public static Span<byte> Skip([Borrowed] Span<byte> input) => input[1..];
        }
        """,
        """
        static class Codes
        {
            public static int Sum([Borrowed] Span<byte> input)
            {
                int sum = 0;
                foreach (byte part in input)
                {
                    sum += part;
                }

                return sum;
            }
        }
        """,
        """
        static class Codes
        {
            public static ReadOnlySpan<byte> Header([Borrowed] scoped Span<byte> input) => "head"u8;
        }
        """,
        """
        static class Codes
        {
            public static ReadOnlySpan<byte> Header(Span<byte> input) => "head"u8;
        }
        """,
        """
        class Codes
        {
            public virtual Span<byte> Body([Borrowed] Span<byte> input) => default;
        }
        """,
        """
        interface ICodes
        {
            Span<byte> Body([Borrowed] Span<byte> input);
        }
        """,
        """
        static class Codes
        {
            public static Span<byte> First([Borrowed] byte[] input) => default;
        }
        """,
        """
        static class Codes
        {
            public static Span<byte> Second([Borrowed] Span<byte> input)
            {
                Span<byte> kept = default;
                kept = input;
                return kept;
            }
        }
        """,
        """
        ref struct Cursor
        {
            private Span<byte> _bytes;

            public void Set([Borrowed] Span<byte> bytes) => _bytes = bytes;
        }
        """,
        """
        static class Codes
        {
            public static Span<byte> Nested([Borrowed] in Memory<byte> input, [Borrowed] in Span<byte> other) =>
                input.Span;

            public static ref readonly int Same([Borrowed] in int number) => ref number;
        }
        """,
        """
        static class Codes
        {
            public static Span<byte> Join([Borrowed] params ReadOnlySpan<int> parts) => new byte[parts.Length];
        }
        """,
        """
        static class Codes
        {
            public static unsafe Span<byte> Raw([Borrowed] Span<byte> input)
            {
                Span<byte> kept = default;
                kept = input;
                return kept;
            }
        }
        """,
        """
        static partial class Codes
        {
            public static partial Span<byte> Part([Borrowed] Span<byte> input);

            public static partial Span<byte> Part(Span<byte> input) => default;
        }
        """,
        """
        // <auto-generated/>
        static class Codes
        {
            public static ReadOnlySpan<byte> Name([Borrowed] Span<byte> bytes) => "name"u8;
        }
        """,
        """
        // broken
        static class Codes
        {
            public static Span<byte> Bad([Borrowed] Span<byte> input => default
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP5003_Violation_Reports(string source) => Verify.Analyzer<CanBeScoped>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP5003_Clean_IsSilent(string source) => Verify.Analyzer<CanBeScoped>(source);
}
