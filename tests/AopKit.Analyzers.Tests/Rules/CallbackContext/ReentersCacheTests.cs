using AopKit.Analyzers.Rules.CallbackContext;
using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.CallbackContext;

public sealed class ReentersCacheTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Ops(Store store) : Events<Note>
        {
            public override void Gone(Page<Note> page) => {|AOP3003:store.Drop(page.Index + 1)|};
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            public override bool Trim(Page<Note> page, in Hint hint)
            {
                if (hint.MayWait)
                {
                    {|AOP3003:store.Load(page.Index)|};
                }

                return {|AOP3003:store.Size|} > 10;
            }
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            private void Cascade(long index)
            {
                for (long next = index; next < 10; next++)
                {
                    Evict(next);
                }
            }

            private void Evict(long index) => store.Drop(index);

            public override void Moved(Page<Note> page)
            {
                {|AOP3003:Cascade(page.Index)|};
            }
        }
        """,
        """
        class Timer : ITicker
        {
            public void Tick()
            {
                Session session = {|AOP3003:new Session()|};
                Console.WriteLine(session);
            }
        }
        """,
        """
        class Timer(Func<Store> open) : ITicker
        {
            public void Tick()
            {
                using Store {|AOP3003:store = open()|};
                store.Mark(1);
            }
        }
        """,
        """
        class Timer(List<long> due, Store store) : ITicker
        {
            public void Tick()
            {
                due.ForEach(index => {|AOP3003:store.Drop(index)|});
                Local();

                void Local()
                {
                    {|AOP3003:store.Load(3)|};
                }
            }
        }
        """,
        """
        partial class Timer : ITicker
        {
            public async void Tick()
            {
                try
                {
                    await {|AOP3003:NextAsync()|};
                }
                finally
                {
                    Console.WriteLine();
                }
            }
        }

        partial class Timer(Store store)
        {
            private Task NextAsync()
            {
                store.Drop(1);
                return Task.CompletedTask;
            }
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            private long Total
            {
                get
                {
                    return store.Size * 2;
                }
            }

            public virtual void Tick() => Console.WriteLine({|AOP3003:Total|});
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        class Ops : Events<Note>
        {
            public override bool Trim(Page<Note> page, in Hint hint)
            {
                page.Detach();
                page.Attach(new Note());
                return page.IsDirty;
            }
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            public override void Fill(Page<Note> page) => store.Drop(page.Index - 1);
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            private readonly ConcurrentQueue<long> _later = new();

            public override void Gone(Page<Note> page) => _later.Enqueue(page.Index);

            public void Work()
            {
                while (_later.TryDequeue(out long index))
                {
                    store.Drop(index);
                }
            }
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            public void Tick()
            {
                store.Mark(store.Guess());
                store.Sync();
                Console.WriteLine(store.Serial);
            }
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            public void Tick() => Task.Run(() => store.Load(2));
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            public async void Tick()
            {
                await Task.Delay(1);
                store.Drop(4);
            }
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            public void Tick()
            {
                void Unused()
                {
                    store.Drop(9);
                }
            }
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            protected virtual void Notify(long index)
            {
            }

            public override void Gone(Page<Note> page) => Notify(page.Index);
        }

        class Loud(Store store) : Ops(store)
        {
            private readonly Store _store = store;

            protected override void Notify(long index) => _store.Mark(index);
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            private const bool Eager = false;

            public void Tick()
            {
                if (Eager)
                {
                    store.Drop(0);
                }
            }
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            public void Tick() => Step(clean: false);

            private void Step(bool clean)
            {
                if (clean)
                {
                    store.Load(7);
                }
            }
        }
        """,
        """
        class Plain(Store store)
        {
            public void Tick() => store.Drop(5);

            public string Describe() => nameof(store.Size);
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            public void Tick() => Console.WriteLine(nameof(store.Size));

            private IEnumerable<long> Walk()
            {
                store.Drop(1);
                yield return 1;
            }
        }
        """,
        """
        // <auto-generated/>
        class Timer(Store store) : ITicker
        {
            public void Tick() => store.Load(100);
        }
        """,
        """
        // broken
        class Timer : ITicker
        {
            public void Tick()
            {
                store.Drop(;
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP3003_Violation_Reports(string source) => Verify.Analyzer<ReentersCache>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP3003_Clean_IsSilent(string source) => Verify.Analyzer<ReentersCache>(source);
}
