using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Protocol;

public sealed class EndedBeforeDeclaredLifetimeTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Counters : IClient<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private short _due;
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private double _weight;

            public Answer Release(Page<Note> page, in Why why)
            {
                {|AOP4005:_due = 0|};
                {|AOP4005:_weight = 0|};
                return Answer.Leave;
            }

            public void Gone(Page<Note> page) => _weight = _due;
        }
        """,
        """
        class Ops : IClient<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            public Answer Release(Page<Note> page, in Why why)
            {
                {|AOP4005:_marks.Remove(page.Index)|};
                page.Detach();
                return Answer.Gone;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.AddressSpace)] private readonly Dictionary<long, int> _map = [];

            public override bool TryRelease(Page<Note> page)
            {
                {|AOP4005:_map.Clear()|};
                return false;
            }
        }
        """,
        """
        class Block
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)]
            public bool NeedsMove;

            [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
            public byte[]? Parsed { get; set; }
        }

        class Ops : Owner<Block>
        {
            public override bool TryRelease(Page<Block> page)
            {
                if (page.Note is { } block)
                {
                    {|AOP4005:block.NeedsMove = false|};
                    {|AOP4005:block.Parsed = null|};
                }

                return false;
            }
        }
        """,
        """
        [Flags]
        enum Bits { None, Dirty, Move }

        class Ops : Owner<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private Bits _bits;

            public override bool TryRelease(Page<Note> page)
            {
                {|AOP4005:_bits &= ~Bits.Move|};
                return false;
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            private readonly ConcurrentDictionary<long, Mark> _marks = new();

            public override bool TryRelease(Page<Note> page)
            {
                {|AOP4005:_marks.TryRemove(page.Index, out _)|};
                return false;
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            private void Forget(long index) => _marks.Remove(index);

            public Answer Release(Page<Note> page, in Why why)
            {
                {|AOP4005:Forget(page.Index)|};
                page.Detach();
                return Answer.Gone;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Leaf
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)]
            public bool NeedsDefrag { get; set; }
        }

        class Ops : Owner<Leaf>
        {
            public override bool TryRelease(Page<Leaf> page)
            {
                {|AOP4005:page.Detach()|};
                return true;
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly bool[] _flags = new bool[64];

            public Answer Release(Page<Note> page, in Why why)
            {
                if (!why.Surely)
                {
                    {|AOP4005:_flags[(int)page.Index] = false|};
                }

                return Answer.Leave;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            public override bool TryRelease(Page<Note> page)
            {
                try
                {
                    page.Touch();
                }
                finally
                {
                    {|AOP4005:_marks.Remove(page.Index)|};
                }

                return false;
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        class Ops : IClient<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            public Answer Release(Page<Note> page, in Why why)
            {
                if (why.Surely)
                {
                    _marks.Remove(page.Index);
                }

                return Answer.Leave;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            public Answer Release(Page<Note> page, in Why why)
            {
                return _marks.Contains(page.Index) ? Answer.Stay : Answer.Leave;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.ReleasePage)] private readonly Dictionary<long, int> _cache = [];

            public override bool TryRelease(Page<Note> page)
            {
                _cache.Remove(page.Index);
                return false;
            }
        }
        """,
        """
        class Ops : IClient<Note>, ICutter<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.OnRemove)] private readonly HashSet<long> _parsed = [];

            public Answer Release(Page<Note> page, in Why why) => Answer.Leave;

            public void Gone(Page<Note> page) => _parsed.Remove(page.Index);

            public void Cut(Page<Note> page, Part part)
            {
                if (part.IsAll)
                {
                    _parsed.Remove(page.Index);
                }
            }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            public override bool TryRelease(Page<Note> page)
            {
                _marks.Add(page.Index);
                return _marks.Count > 9 && page.Note is null;
            }
        }
        """,
        """
        class Ops : IClient<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            public Answer Release(Page<Note> page, in Why why)
            {
                bool sure = why.Surely;
                if (!sure)
                {
                    return Answer.Leave;
                }

                _marks.Remove(page.Index);
                page.Detach();
                return Answer.Gone;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            private readonly List<int> _numbers = [];

            public override bool TryRelease(Page<Note> page)
            {
                _numbers.Clear();
                return false;
            }
        }
        """,
        """
        class Leaf
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)]
            public bool NeedsDefrag { get; set; }
        }

        class Ops : Owner<Leaf>
        {
            public override bool TryRelease(Page<Leaf> page)
            {
                if (page.Note is { NeedsDefrag: true })
                {
                    return false;
                }

                page.Detach();
                return true;
            }
        }
        """,
        """
        class Ops
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            public void Delete(long index) => _marks.Remove(index);
        }
        """,
        """
        class Ops : IClient<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            private void Trim(long index, Why why)
            {
                if (why.Surely)
                {
                    _marks.Remove(index);
                }
            }

            public Answer Release(Page<Note> page, in Why why)
            {
                Trim(page.Index, why);
                return Answer.Leave;
            }

            public void Gone(Page<Note> page) { }
        }
        """,
        """
        class Ops : Owner<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private bool _marked;

            public override bool TryRelease(Page<Note> page)
            {
                _marked = true;
                return !_marked && page.Note is null;
            }
        }
        """,
        """
        // <auto-generated/>
        class Ops : Owner<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            public override bool TryRelease(Page<Note> page)
            {
                Console.WriteLine("generated");
                _marks.Remove(page.Index);
                return false;
            }
        }
        """,
        """
        // broken
        class Ops : Owner<Note>
        {
            [Lifetime(EndsAt = LifetimeEnd.Owner)] private readonly HashSet<long> _marks = [];

            public override bool TryRelease(Page<Note> page)
            {
                _marks.Remove(page.;
                _marks = ;
                return false;
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP4005_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP4005_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
