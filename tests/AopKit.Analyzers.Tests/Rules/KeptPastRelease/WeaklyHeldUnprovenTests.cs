using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.KeptPastRelease;

public sealed class WeaklyHeldUnprovenTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        void M(WeakReference<Entry> weak)
        {
            if (weak.TryGetTarget(out Entry? entry))
            {
                {|AOP1012:entry|}.Touch();
            }
        }
        """,
        """
        int M(Shelf shelf) => shelf.TryPeek(1, out Entry entry) ? {|AOP1012:entry|}.Key : 0;
        """,
        """
        void M(Shelf shelf)
        {
            Entry? entry = shelf.Peek(2);
            if (entry is not null)
            {
                {|AOP1012:entry|}.Key = 3;
            }
        }
        """,
        """
        void M(Shelf shelf)
        {
            {|AOP1012:shelf.Last|}!.Touch();
        }
        """,
        """
        private readonly WeakReference<Mirror> _mirror = new(new());

        void M()
        {
            if (!_mirror.TryGetTarget(out var mirror))
            {
                return;
            }

            {|AOP1012:mirror|}.Touch();
        }
        """,
        """
        void M(WeakReference weak)
        {
            Ghost ghost = (Ghost)weak.Target!;
            {|AOP1012:ghost|}.Touch();
        }
        """,
        """
        void M(WeakReference<Entry> weak)
        {
            if (weak.TryGetTarget(out Entry? entry))
            {
                if (!entry.TryHold())
                {
                    {|AOP1012:entry|}.Touch();
                }
            }
        }
        """,
        """
        void M(Shelf shelf, List<Entry> live)
        {
            if (shelf.Peek(4) is { } entry)
            {
                live.Add({|AOP1012:entry|});
            }
        }
        """,
        """
        void M(WeakReference<Mirror> weak)
        {
            if (weak.TryGetTarget(out Mirror? mirror) && !mirror.IsAlive)
            {
                {|AOP1012:mirror|}.Touch();
            }
        }
        """,
        """
        void M(IEnumerable<WeakReference<Entry>> all)
        {
            foreach (WeakReference<Entry> weak in all)
            {
                if (weak.TryGetTarget(out Entry? entry))
                {
                    {|AOP1012:entry|}.Key++;
                }
            }
        }
        """,
        """
        async Task M(Shelf shelf)
        {
            Entry? last = shelf.Last;
            await Task.Yield();
            Console.WriteLine({|AOP1012:last|}!.Key);
        }
        """,
        """
        void M(WeakReference<Ghost> weak)
        {
            if (!weak.TryGetTarget(out Ghost? ghost))
            {
                throw new InvalidOperationException();
            }

            try
            {
                {|AOP1012:ghost|}.Touch();
            }
            finally
            {
                ghost.Renew();
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        void M(WeakReference<Entry> weak)
        {
            if (weak.TryGetTarget(out Entry? entry) && entry.TryHold())
            {
                entry.Touch();
                entry.Key = 1;
            }
        }
        """,
        """
        void M(WeakReference<Entry> weak)
        {
            if (!weak.TryGetTarget(out Entry? entry))
            {
                return;
            }

            if (!entry.TryHold())
            {
                return;
            }

            entry.Touch();
        }
        """,
        """
        void M(WeakReference<Mirror> weak)
        {
            if (weak.TryGetTarget(out Mirror? mirror) && mirror.IsAlive)
            {
                mirror.Touch();
            }
        }
        """,
        """
        void M(WeakReference<Ghost> weak)
        {
            if (weak.TryGetTarget(out Ghost? ghost))
            {
                ghost.Renew();
                ghost.Touch();
            }
        }
        """,
        """
        void M(WeakReference<Note> weak)
        {
            if (weak.TryGetTarget(out Note? note))
            {
                note.Text = note.Text + note.Key;
            }
        }
        """,
        """
        void M(Shelf shelf)
        {
            shelf.Take(1).Touch();
        }
        """,
        """
        bool M(WeakReference<Entry> weak) => weak.TryGetTarget(out _);
        """,
        """
        Entry? M(Shelf shelf) => shelf.Peek(5);
        """,
        """
        void M(Shelf shelf, bool isSure)
        {
            Entry? entry = shelf.Last;
            if (entry is null || (!isSure && !entry.TryHold()))
            {
                return;
            }

            // Held on one of the two ways here.
            entry.Touch();
        }
        """,
        """
        void M(Shelf shelf)
        {
            Entry? entry = shelf.Peek(6);
            entry = shelf.Take(6);
            entry.Touch();
        }
        """,
        """
        void M(WeakReference<Entry> weak)
        {
            if (weak.TryGetTarget(out Entry? entry))
            {
                AopUnsafe.AssumeLive(entry, "the shelf is locked").Touch();
            }
        }
        """,
        """
        void M(Entry entry)
        {
            entry.Touch();
            WeakReference<Entry> weak = new(entry);
            weak.SetTarget(entry);
        }
        """,
        """
        // <auto-generated/>
        int M(Shelf shelf)
        {
            return shelf.Peek(7)!.Key;
        }
        """,
        """
        // broken
        void M(WeakReference<Entry> weak)
        {
            if (weak.TryGetTarget(out Missing? entry)
                entry.Touch(;
            weak.Target.;
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP1012_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP1012_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
