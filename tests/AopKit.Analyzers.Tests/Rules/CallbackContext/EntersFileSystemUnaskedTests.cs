using AopKit.Analyzers.Rules.CallbackContext;
using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.CallbackContext;

public sealed partial class EntersFileSystemUnaskedTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Notes(Store store) : ITrimmer
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                {|AOP3004:store.Enter()|};
                return Gain.Later;
            }
        }
        """,
        """
        class Notes(Store store) : IAsked<Note>
        {
            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                if (pressure.MayWait)
                {
                    {|AOP3004:store.Enter()|};
                }

                return false;
            }

            public void Calm() => {|AOP3004:store.Grow()|};
        }
        """,
        """
        class Notes(Store store) : ITrimmer
        {
            private readonly object _tree = new();

            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                if (!pressure.MayWait)
                {
                    return Gain.Later;
                }

                lock ({|AOP3004:_tree|})
                {
                    return Gain.Of(0);
                }
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
        class Notes(Store store, Lock tree) : IAsked<Note>
        {
            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                using ({|AOP3004:tree.EnterScope()|})
                {
                    return page.HasNote;
                }
            }

            public void Calm()
            {
            }

            public void Fill()
            {
                lock (tree)
                {
                    store.Grow();
                }
            }
        }
        """,
        """
        class Notes(Store store) : ITrimmer
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure) => Gain.Of({|AOP3004:Drain()|});

            private long Drain()
            {
                Begin();
                return 1;
            }

            private void Begin() => store.Enter();
        }
        """,
        """
        class Notes(Store store) : ITrimmer
        {
            public long Spare()
            {
                {|AOP3004:store.Grow()|};
                return 1;
            }

            public Gain Trim(in Pressure pressure)
            {
                if (pressure.MayEnter)
                {
                    {|AOP3004:store.Grow()|};
                }

                return Gain.Later;
            }
        }
        """,
        """
        class Notes(Store store) : ITrimmer
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                bool may = pressure.MayEnter;
                if (!may)
                {
                    {|AOP3004:store.Enter()|};
                }

                return may ? Gain.Later : Gain.Of(0);
            }
        }
        """,
        """
        class Notes(Store store) : IAsked<Note>
        {
            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                try
                {
                    if (pressure.MayEnter)
                    {
                        return true;
                    }

                    page.Touch();
                }
                finally
                {
                    {|AOP3004:store.Enter()|};
                }

                return false;
            }

            public void Calm() => throw new NotSupportedException();
        }
        """,
        """
        class Notes(Store store) : IAsked<Note>
        {
            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                Local();
                return true;

                void Local()
                {
                    for (int i = 0; i < 3; i++)
                    {
                        {|AOP3004:store.Enter()|};
                    }
                }
            }

            public void Calm()
            {
            }
        }
        """,
        """
        class Notes(List<Store> stores) : IAsked<Note>
        {
            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                stores.ForEach(store => {|AOP3004:store.Enter()|});
                return stores.Count > 0;
            }

            public void Calm()
            {
            }
        }
        """,
        """
        class Notes(Store store) : IAsked<Note>
        {
            private readonly object _tree = new();

            public bool Ask(Page<Note> page, in Pressure pressure)
            {
                bool taken = pressure.MayWait;
                {|AOP3004:Monitor.Enter(_tree)|};
                Monitor.Exit(_tree);
                return taken;
            }

            public void Calm()
            {
            }

            public void Read(long index)
            {
                lock (_tree)
                {
                    Fetch(index);
                }
            }

            private void Fetch(long index) => store.Load(index);
        }
        """,
        """
        class Base(Store store)
        {
            protected void Journal(bool sure)
            {
                if (sure)
                {
                    store.Enter();
                }
            }
        }

        class Notes(Store store) : Base(store), ITrimmer
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                {|AOP3004:Journal(sure: true)|};
                Journal(pressure.MayEnter);
                return Gain.Later;
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP3004_Violation_Reports(string source) => Verify.Analyzer<EntersFileSystemUnasked>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP3004_Clean_IsSilent(string source) => Verify.Analyzer<EntersFileSystemUnasked>(source);
}
