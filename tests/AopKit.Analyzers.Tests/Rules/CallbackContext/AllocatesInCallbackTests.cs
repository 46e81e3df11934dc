using AopKit.Analyzers.Rules.CallbackContext;
using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace AopKit.Analyzers.Tests.Rules.CallbackContext;

public sealed partial class AllocatesInCallbackTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Timer : ITicker
        {
            private Note? _last;

            public void Tick() => _last = {|AOP3002:new Note()|};

            public bool Any => _last is null;
        }
        """,
        """
        class Timer(List<long> seen) : ITicker
        {
            public void Tick()
            {
                long[] copy = {|AOP3002:new long[seen.Count]|};
                seen.CopyTo(copy);
            }
        }
        """,
        """
        class Timer(string name) : ITicker
        {
            public void Tick()
            {
                string text = {|AOP3002:$"{name}: {name.Length}"|};
                text.Trim();
            }
        }
        """,
        """
        class Timer(string name) : ITicker
        {
            public void Tick()
            {
                string text = {|AOP3002:name + " of " + name|};
                text.Trim();
            }
        }
        """,
        """
        class Timer(List<Note> notes, long limit) : ITicker
        {
            public void Tick()
            {
                long least = limit * 2;
                notes.RemoveAll({|AOP3002:note => note.Key > least|});
            }
        }
        """,
        """
        class Timer(int count) : ITicker
        {
            public void Tick() => Keep({|AOP3002:count|});

            private static void Keep(object value) => value.ToString();
        }
        """,
        """
        class Timer(Queue<Note> notes) : ITicker
        {
            public void Tick()
            {
                {|AOP3002:Refill()|};
                if (notes.Count == 0)
                {
                    Trim();
                }
            }

            private void Refill() => notes.Enqueue(new Note());

            private void Trim() => notes.Clear();
        }
        """,
        """
        class Plain
        {
            [NoAllocation]
            public IDisposable Open() => {|AOP3002:new Lease()|};
        }
        """,
        """
        class Timer(Action<Action> queue) : ITicker
        {
            public void Tick() => queue({|AOP3002:Again|});

            private void Again()
            {
            }
        }
        """,
        """
        class Timer : ITicker
        {
            public void Tick()
            {
                List<int> numbers = {|AOP3002:[1, 2]|};
                var pair = {|AOP3002:new { First = numbers.Count }|};
                pair.ToString();
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            public override void Gone(Page<Note> page)
            {
                for (int i = 0; i < 3; i++)
                {
                    {|AOP3002:Log(page.Index, i)|};
                }
            }

            private static void Log(params long[] numbers) => Console.Write(numbers.Length);
        }
        """,
        """
        static class Sums
        {
            [NoAllocation]
            public static int Count(string text, object? other)
            {
                lock (text)
                {
                    IComparable compared = {|AOP3002:text.Length|};
                    return compared.CompareTo(other);
                }
            }
        }
        """,
    ];

    [Fact]
    public Task Promise_OfTheMethodItself_IsAWarning() => Verify.Analyzer<AllocatesInCallback>(
        """
        class Plain : ITicker
        {
            [NoAllocation]
            public Note Make() => {|#0:new Note()|};

            public void Tick() => Keep({|#1:new Note()|});

            private static void Keep(Note note) => note.Touch();
        }
        """,
        null,
        new DiagnosticResult("AOP3002", DiagnosticSeverity.Warning).WithLocation(0),
        new DiagnosticResult("AOP3002", DiagnosticSeverity.Info).WithLocation(1));

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP3002_Violation_Reports(string source) => Verify.Analyzer<AllocatesInCallback>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP3002_Clean_IsSilent(string source) => Verify.Analyzer<AllocatesInCallback>(source);
}
