namespace AopKit.Analyzers.Tests.Rules.Protocol;

public sealed partial class ShrinkerMiscountsTests
{
    public static TheoryData<string> Clean { get; } =
    [
        """
        class Notes(Queue<Note> notes) : Shrinker
        {
            public override int Count() => notes.Count;

            public override long Scan(long wanted)
            {
                long freed = 0;
                while (freed < wanted && notes.TryDequeue(out _))
                {
                    freed++;
                }

                return freed;
            }
        }
        """,
        """
        class Notes(List<Note> notes) : Shrinker
        {
            public override int Count() => Math.Max(0, notes.Count - 10);

            public override long Scan(long wanted)
            {
                int count = (int)Math.Min(wanted, notes.Count);
                notes.RemoveRange(0, count);
                return count;
            }
        }
        """,
        """
        class Notes(List<Note> notes) : Shrinker
        {
            public override int Count() => notes.Count;

            public override long Scan(long wanted)
            {
                if (notes.Count < wanted)
                {
                    return 0;
                }

                notes.RemoveRange(0, (int)wanted);
                return wanted;
            }
        }
        """,
        """
        class Notes(Queue<Note> notes) : Shrinker
        {
            public override int Count() => notes.Count;

            public override long Scan(long wanted)
            {
                long freed = 0;
                while (freed < wanted)
                {
                    notes.Dequeue();
                    freed++;
                }

                return wanted;
            }
        }
        """,
        """
        class Spare(Note? spare) : ITrimmer
        {
            private Note? _spare = spare;

            public long Spare() => _spare is null ? 0 : 1;

            public Gain Trim(in Pressure pressure)
            {
                if (_spare is null)
                {
                    return Gain.Later;
                }

                _spare = null;
                return Gain.Of(1);
            }
        }
        """.Replace("class Spare(", "class Keeper("),
        """
        class Nothing : ITrimmer
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure) => Gain.Later;
        }
        """,
        """
        class Nothing : Shrinker
        {
            public override int Count() => 0;

            public override long Scan(long wanted) => 0;
        }
        """,
        """
        class Notes(Queue<Note> notes) : ITrimmer
        {
            public long Spare() => notes.Count;

            public Gain Trim(in Pressure pressure) => Gain.Of(Free(pressure));

            private long Free(in Pressure pressure)
            {
                long freed = Math.Min(pressure.ToScan, notes.Count);
                for (long left = freed; left > 0; left--)
                {
                    notes.Dequeue();
                }

                return freed;
            }
        }
        """,
        """
        class Dead(List<WeakReference> references) : Shrinker
        {
            public override int Count()
            {
                references.RemoveAll(reference => !reference.IsAlive);
                return references.Count;
            }

            public override long Scan(long wanted)
            {
                long freed = 0;
                references.ForEach(_ => freed++);
                references.Clear();
                return freed;
            }
        }
        """,
        """
        class Plain(Queue<Note> notes)
        {
            public int Count()
            {
                notes.Clear();
                return 5;
            }

            public long Scan(long wanted) => wanted;
        }
        """,
        """
        class Counted : Shrinker
        {
            private readonly Stack<Note> _notes = new();

            private long _asked;

            public override int Count()
            {
                _asked++;
                HashSet<Note> seen = [.. _notes];
                seen.Remove(new Note());
                return seen.Count;
            }

            public override long Scan(long wanted)
            {
                long before = _notes.Count;
                Trim(wanted);
                return before - _notes.Count;
            }

            private void Trim(long wanted)
            {
                for (; wanted > 0 && _notes.Count > 0; wanted--)
                {
                    _notes.Pop();
                }
            }
        }
        """,
        """
        class Batch(Stack<Note> notes) : ITrimmer
        {
            public long Spare() => notes.Count;

            public Gain Trim(in Pressure pressure)
            {
                if (notes.Count == 0)
                {
                    notes.Clear();
                    return Gain.Later;
                }

                long missing = Evict(pressure.ToScan);
                return Gain.Of(pressure.ToScan - missing);
            }

            private long Evict(long count)
            {
                while (count > 0 && notes.TryPop(out _))
                {
                    count--;
                }

                return count;
            }
        }
        """,
        """
        class Handed(Action<long> free) : Shrinker
        {
            public override int Count() => throw new NotSupportedException();

            public override long Scan(long wanted)
            {
                free(wanted);
                return wanted;
            }
        }
        """,
        """
        // <auto-generated/>
        class Notes(Queue<Note> notes) : Shrinker
        {
            public override int Count() => 12;

            public override long Scan(long wanted) => wanted;
        }
        """,
        """
        // broken
        class Notes : Shrinker
        {
            public override int Count() => ;

            public override long Scan(long wanted) => _notes.(wanted
        }
        """,
    ];
}
