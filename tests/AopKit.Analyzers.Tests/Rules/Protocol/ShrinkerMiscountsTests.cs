using AopKit.Analyzers.Rules.Protocol;
using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Protocol;

public sealed partial class ShrinkerMiscountsTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Notes(Queue<Note> notes) : Shrinker
        {
            public override int Count() => notes.Count;

            public override long Scan(long wanted)
            {
                notes.Clear();
                return {|AOP4003:wanted|};
            }
        }
        """,
        """
        class Notes(Queue<Note> notes) : ITrimmer
        {
            public long Spare() => notes.Count;

            public Gain Trim(in Pressure pressure)
            {
                for (long left = pressure.ToScan; left > 0; left--)
                {
                    if (!notes.TryDequeue(out _))
                    {
                        break;
                    }
                }

                return Gain.Of({|AOP4003:pressure.ToScan|});
            }

            public bool Any => notes.Count > 0;
        }

        class Others(Queue<Note> notes) : ITrimmer
        {
            public long Spare() => notes.Count;

            public Gain Trim(in Pressure pressure)
            {
                for (long done = 0; done < pressure.ToScan; done++)
                {
                    if (!notes.TryDequeue(out _))
                    {
                        break;
                    }
                }

                return Gain.Of({|AOP4003:pressure.ToScan|});
            }
        }
        """,
        """
        class Notes : Shrinker
        {
            private readonly Stack<Note> _notes = new();

            public override int Count() => {|AOP4003:1000|};

            public override long Scan(long wanted)
            {
                long freed = 0;
                while (freed < wanted && _notes.TryPop(out _))
                {
                    freed++;
                }

                return freed;
            }
        }
        """,
        """
        class Notes : Shrinker
        {
            private readonly List<Note> _notes = [];

            public override int Count()
            {
                {|AOP4003:_notes.Clear()|};
                return _notes.Count;
            }

            public override long Scan(long wanted)
            {
                long freed = _notes.Count;
                _notes.Clear();
                return freed;
            }
        }
        """,
        """
        class Notes : Shrinker
        {
            private readonly ConcurrentDictionary<long, Note> _notes = new();

            public override int Count() => _notes.Count;

            public override long Scan(long wanted)
            {
                foreach (long key in _notes.Keys)
                {
                    _notes.TryRemove(key, out _);
                }

                return {|AOP4003:0|};
            }
        }
        """,
        """
        class Notes : ITrimmer
        {
            private readonly Queue<Note> _notes = new();

            private bool _busy;

            public long Spare() => _busy ? {|AOP4003:-1|} : _notes.Count;

            public Gain Trim(in Pressure pressure) =>
                _busy ? Gain.Later : Gain.Of({|AOP4003:pressure.ToScan|});
        }
        """,
        """
        class Notes : ITrimmer
        {
            private readonly Queue<Note> _notes = new();

            public long Spare()
            {
                Drain();
                return _notes.Count;
            }

            public Gain Trim(in Pressure pressure)
            {
                long freed = 0;
                if (!pressure.MayWait)
                {
                    return Gain.Later;
                }

                Drain();
                return Gain.Of({|AOP4003:freed|});
            }

            private void Drain()
            {
                while (_notes.Count > 0)
                {
                    _notes.Dequeue();
                }
            }
        }
        """.Replace("        Drain();\n        return _notes", "        {|AOP4003:Drain()|};\n        return _notes"),
        """
        class Notes(LinkedList<Note> notes) : ITrimmer
        {
            public long Spare() => notes.Count;

            public Gain Trim(in Pressure pressure)
            {
                long wanted = pressure.ToScan;
                notes.RemoveFirst();
                return Gain.Of({|AOP4003:wanted|});
            }
        }
        """,
        """
        class Notes(Stack<Note> notes) : Shrinker
        {
            public override int Count() => notes.Count switch
            {
                0 => 0,
                > 100 => {|AOP4003:-2|},
                var count => count,
            };

            public override long Scan(long wanted)
            {
                long seen = 0;
                while (seen < wanted && notes.Count > 10)
                {
                    notes.Pop();
                    seen++;
                }

                return {|AOP4003:wanted|};
            }
        }
        """,
        """
        class Notes(HashSet<Note> notes) : Shrinker
        {
            private const int Batch = 128;

            public override int Count() => notes.Count;

            public override long Scan(long wanted)
            {
                if (notes.Count == 0)
                {
                    return {|AOP4003:Batch|};
                }

                notes.Clear();
                return Batch;
            }
        }
        """,
        """
        class Notes(SortedSet<Note> notes) : ITrimmer
        {
            public long Spare()
            {
                if (notes.Count < 5)
                {
                    return {|AOP4003:7|};
                }

                return 7;
            }

            public Gain Trim(in Pressure pressure)
            {
                if (notes.Count > 5)
                {
                    notes.Clear();
                    return Gain.Of({|AOP4003:0|});
                }

                return Gain.Of(0);
            }
        }
        """,
        """
        class Notes(Queue<Note> notes) : Shrinker
        {
            public override int Count() => notes.Count;

            public override long Scan(long wanted)
            {
                for (int i = 0; i < wanted; i++)
                {
                    Note note = notes.Dequeue();
                    if (note.IsBusy)
                    {
                        notes.Enqueue(note);
                        break;
                    }
                }

                return notes.Count == 0 ? 0 : {|AOP4003:wanted|};
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP4003_Violation_Reports(string source) => Verify.Analyzer<ShrinkerMiscounts>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP4003_Clean_IsSilent(string source) => Verify.Analyzer<ShrinkerMiscounts>(source);
}
