using AopKit.Analyzers.Rules.CallbackContext;
using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace AopKit.Analyzers.Tests.Rules.CallbackContext;

public sealed partial class LocksInvertedTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Tree
        {
            [LockLevel(1)]
            private readonly object _tree = new();

            [LockLevel(2)]
            private readonly object _leaf = new();

            public void Split()
            {
                lock (_leaf)
                {
                    lock ({|AOP3005:_tree|})
                    {
                    }
                }
            }
        }
        """,
        """
        class Tree([LockLevel(1)] object tree, [LockLevel(1)] object other)
        {
            public void Move()
            {
                lock (tree)
                    lock ({|AOP3005:other|})
                        Console.WriteLine();
            }
        }
        """,
        """
        class Tree
        {
            [LockLevel(10)]
            private readonly Lock _tree = new();

            [LockLevel(20)]
            private readonly Lock _leaf = new();

            public void Split()
            {
                using (_leaf.EnterScope())
                {
                    Grow();
                    {|AOP3005:Balance()|};
                }
            }

            private void Balance() => Rotate();

            private void Rotate()
            {
                lock (_tree)
                {
                }
            }

            private void Grow()
            {
            }
        }
        """,
        """
        class Gate
        {
            public IDisposable Enter() => throw new NotSupportedException();
        }

        class Tree
        {
            [LockLevel(1)]
            private readonly Gate _space = new();

            [LockLevel(0)]
            private readonly Gate _page = new();

            public void Move()
            {
                using IDisposable held = _space.Enter();
                Console.WriteLine(held);
                using IDisposable inner = {|AOP3005:_page.Enter()|};
            }
        }
        """,
        """
        class Tree
        {
            [LockLevel(3)]
            public IDisposable LockPage() => throw new NotSupportedException();

            [LockLevel(2)]
            public object Root { get; } = new();

            public void Change(bool sure)
            {
                using (LockPage())
                {
                    if (sure)
                    {
                        {|AOP3005:Monitor.Enter(Root)|};
                        Monitor.Exit(Root);
                    }
                }
            }
        }
        """,
        """
        static class Names
        {
            [LockLevel(1)]
            public static readonly object All = new();

            [LockLevel(5)]
            public static readonly object One = new();
        }

        class Reader
        {
            public int Read(int[] numbers)
            {
                lock (Names.One)
                {
                    foreach (int number in numbers)
                    {
                        lock ({|AOP3005:Names.All|})
                        {
                            return number;
                        }
                    }
                }

                return 0;
            }
        }
        """,
        """
        class Account
        {
            [LockLevel(7)]
            internal readonly object Balance = new();
        }

        class Bank([LockLevel(4)] Lock bank)
        {
            public void Transfer(Account from)
            {
                lock (from.Balance)
                {
                    using ({|AOP3005:bank.EnterScope()|})
                    {
                    }
                }
            }
        }
        """,
        """
        class Nested
        {
            [LockLevel(1)]
            private readonly object _first = new();

            [LockLevel(2)]
            private readonly object _second = new();

            [LockLevel(3)]
            private readonly object _third = new();

            public void All()
            {
                lock (_first)
                lock (_third)
                {
                    lock ({|AOP3005:_second|})
                    {
                        lock (_first)
                        {
                        }
                    }
                }
            }
        }
        """,
        """
        partial class Journal
        {
            [LockLevel(1)]
            private readonly object _log = new();

            [LockLevel(2)]
            private readonly object _tail = new();

            public Journal()
            {
                lock (_tail)
                {
                    try
                    {
                        {|AOP3005:Flush(1)|};
                    }
                    finally
                    {
                        {|AOP3005:Flush(2)|};
                    }
                }
            }

            private static int Twice(int number) => number * 2;

            private int Flush(int number)
            {
                lock (_log)
                {
                    return Twice(number);
                }
            }
        }
        """,
        """
        class Lazy
        {
            [LockLevel(1)]
            private readonly object _outer = new();

            [LockLevel(2)]
            private readonly object _inner = new();

            public Func<int> Make() => () =>
            {
                lock (_inner)
                {
                    lock ({|AOP3005:_outer|})
                    {
                        return 1;
                    }
                }
            };
        }
        """,
        """
        abstract class Locked
        {
            [LockLevel(9)]
            protected object Last { get; } = new();

            [LockLevel(8)]
            protected abstract IDisposable Before();
        }

        class Both : Locked
        {
            protected override IDisposable Before() => throw new NotSupportedException();

            public async Task Run()
            {
                await Task.Yield();
                lock (Last)
                {
                    using IDisposable before = {|AOP3005:Before()|};
                    before.ToString();
                }
            }
        }
        """,
        """
        struct Slots
        {
            [LockLevel(-1)]
            private readonly object _all;

            [LockLevel(0)]
            private readonly object _some;

            public Slots(object all) => (_all, _some) = (all, new());

            public void Clear()
            {
                lock (_some)
                {
                    do
                    {
                        lock ({|AOP3005:_all|})
                        {
                        }
                    }
                    while (_all is null);
                }
            }
        }

        class Unused;
        """,
    ];

    [Fact]
    public async Task Orders_OfTwoPlacesThatDisagree_AreToldAtTheLater() => await Verify.Analyzer<LocksInverted>(
        """
        class Cache
        {
            private readonly object _tree = new();
            private readonly object _names = new();

            public void Add()
            {
                lock (_tree)
                {
                    Name();
                }
            }

            public void Rename()
            {
                lock (_names)
                {
                    lock ({|#0:_tree|})
                    {
                    }
                }
            }

            private void Name()
            {
                lock (_names)
                {
                }
            }
        }
        """,
        null,
        new DiagnosticResult("AOP3005", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0).WithMessage(
            "'_tree' is taken while '_names' is held, and 'Name()' in line 18 takes them the other way round: "
            + "choose one order").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP3005_Violation_Reports(string source) => Verify.Analyzer<LocksInverted>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP3005_Clean_IsSilent(string source) => Verify.Analyzer<LocksInverted>(source);
}
