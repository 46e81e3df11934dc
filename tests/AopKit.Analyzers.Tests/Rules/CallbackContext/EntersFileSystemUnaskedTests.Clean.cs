namespace AopKit.Analyzers.Tests.Rules.CallbackContext;

public sealed partial class EntersFileSystemUnaskedTests
{
    public static TheoryData<string> Clean { get; } =
    [
        """
        class Notes(Store store) : ITrimmer
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                if (!pressure.MayEnter)
                {
                    return Gain.Later;
                }

                store.Enter();
                return Gain.Of(1);
            }
        }
        """,
        """
        class Notes(Store store) : IAsked<Note>
        {
            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                if (pressure is { MayWait: true, MayEnter: true })
                {
                    store.Enter();
                }

                return false;
            }

            public void Calm() => store.Enter(1);
        }

        static class More
        {
            public static void Enter(this Store store, int times) => store.Mark(times);
        }
        """,
        """
        class Notes(Store store) : ITrimmer
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure) => May(pressure) ? Drain() : Gain.Later;

            private Gain Drain()
            {
                store.Enter();
                return Gain.Of(1);
            }

            private static bool May(in Pressure pressure) => pressure.MayWait && pressure.MayEnter;
        }
        """,
        """
        class Notes(Store store) : ITrimmer
        {
            private readonly object _tree = new();

            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                if (!Monitor.TryEnter(_tree))
                {
                    return Gain.Later;
                }

                Monitor.Exit(_tree);
                return Gain.Of(0);
            }

            public void Load(long index)
            {
                lock (_tree)
                {
                    store.Load(index);
                }
            }
        }
        """,
        """
        class Notes(Store store) : IAsked<Note>
        {
            private readonly object _short = new();

            private long _count;

            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                lock (_short)
                {
                    _count++;
                }

                return true;
            }

            public void Calm()
            {
                lock (_short)
                {
                    _count = store.Serial;
                }
            }
        }
        """,
        """
        class Notes(Store store) : ITrimmer
        {
            public long Spare() => store.Guess();

            public Gain Trim(in Pressure pressure)
            {
                Gain gain = Gain.Later;
                if (pressure.MayEnter)
                {
                    Step(pressure.MayEnter);
                    gain = Gain.Of(2);
                }

                return gain;
            }

            private void Step(bool enter)
            {
                if (enter)
                {
                    store.Enter();
                }
            }
        }
        """,
        """
        class Notes(Store store) : Events<Note>
        {
            public override void Fill(Page<Note> page)
            {
                store.Enter();
                store.Grow();
            }

            public override void Moved(Page<Note> page) => store.Enter();
        }
        """,
        """
        class Notes(Store store) : ITrimmer
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                Action later = store.Enter;
                Action also = () => store.Grow();
                return later == also ? Gain.Later : Gain.Of(0);
            }
        }
        """,
        """
        class Notes(Store store) : ITrimmer
        {
            private readonly object _tree = new();

            public long Spare() => 0;

            // The lock itself is what has to be mended, and another rule says so.
            public Gain Trim(in Pressure pressure)
            {
                lock (_tree)
                {
                    return Gain.Of(0);
                }
            }

            public void Load()
            {
                lock (_tree)
                {
                    store.Load(4);
                }
            }
        }
        """,
        """
        class Plain(Store store)
        {
            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                store.Enter();
                store.Grow();
                return pressure.MayEnter;
            }
        }
        """,
        """
        class Notes(Store store) : IAsked<Note>
        {
            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                switch (pressure.MayEnter)
                {
                    case true:
                        store.Enter();
                        return true;
                    default:
                        return false;
                }
            }

            public void Calm() => Console.WriteLine(nameof(store.Grow));
        }
        """,
        """
        class Notes(Func<Store> open) : ITrimmer
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                bool enters = pressure.MayEnter;
                if (enters)
                {
                    open().Enter();
                }

                return Gain.Later;
            }
        }
        """,
        """
        // <auto-generated/>
        class Notes(Store store) : ITrimmer
        {
            public long Spare()
            {
                store.Enter();
                return 2;
            }

            public Gain Trim(in Pressure pressure) => default;
        }
        """,
        """
        // broken
        class Notes : ITrimmer
        {
            public Gain Trim(in Pressure pressure)
            {
                store.Enter(;
            }
        }
        """,
    ];
}
