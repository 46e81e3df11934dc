namespace AopKit.Analyzers.Tests.Rules.CallbackContext;

public sealed partial class LocksInvertedTests
{
    public static TheoryData<string> Clean { get; } =
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
                lock (_tree)
                {
                    lock (_leaf)
                    {
                    }
                }

                lock (_tree)
                {
                }
            }
        }
        """,
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
                    if (Monitor.TryEnter(_tree))
                    {
                        Monitor.Exit(_tree);
                    }
                }
            }
        }
        """,
        """
        class Tree
        {
            [LockLevel(1)]
            private readonly object _tree = new();

            [LockLevel(2)]
            private readonly object _leaf = new();

            public Action Later()
            {
                lock (_leaf)
                {
                    return () =>
                    {
                        lock (_tree)
                        {
                        }
                    };
                }
            }
        }
        """,
        """
        class Node
        {
            [LockLevel(1)]
            private readonly object _own = new();

            public void Join(Node other)
            {
                lock (_own)
                {
                    lock (other._own)
                    {
                    }
                }
            }
        }
        """,
        """
        class Two
        {
            private readonly object _first = new();
            private readonly object _second = new();

            public void One()
            {
                lock (_first)
                {
                    lock (_second)
                    {
                    }
                }
            }

            public void Other()
            {
                lock (_first)
                {
                    Inner();
                }
            }

            private void Inner()
            {
                lock (_second)
                {
                }
            }
        }
        """,
        """
        class Ended
        {
            [LockLevel(1)]
            private readonly Lock _outer = new();

            [LockLevel(2)]
            private readonly Lock _inner = new();

            public void Step()
            {
                lock (_outer)
                {
                    Console.WriteLine();
                }

                {
                    using Lock.Scope scope = _inner.EnterScope();
                }

                using Lock.Scope last = _outer.EnterScope();
            }
        }
        """,
        """
        class Dispatched
        {
            [LockLevel(1)]
            private readonly object _outer = new();

            [LockLevel(2)]
            private readonly object _inner = new();

            public void Step()
            {
                lock (_inner)
                {
                    Hook();
                }
            }

            protected virtual void Hook()
            {
                lock (_outer)
                {
                }
            }
        }
        """,
        """
        class Gate
        {
            public IDisposable Enter() => throw new NotSupportedException();

            public bool IsHeld => false;
        }

        class Asked
        {
            [LockLevel(1)]
            private readonly Gate _outer = new();

            [LockLevel(2)]
            private readonly Gate _inner = new();

            public void Step()
            {
                using (_inner.Enter())
                {
                    Console.WriteLine(_outer.IsHeld || _outer.ToString() == "");
                }
            }
        }
        """,
        """
        class Again
        {
            [LockLevel(4)]
            private readonly object _own = new();

            public int Count(int depth)
            {
                lock (_own)
                {
                    return depth == 0 ? 0 : Count(depth - 1);
                }
            }
        }
        """,
        """
        class Alone(object first, [LockLevel(1)] object second)
        {
            public void Step()
            {
                lock (second)
                {
                    lock (first)
                    {
                    }
                }

                object local = new();
                lock (local)
                {
                    lock (this)
                    {
                    }
                }
            }
        }
        """,
        """
        class Limited
        {
            private readonly object _first = new();

            private readonly object _second = new();

            public bool Step(int limit)
            {
                lock (_first)
                {
                    return Monitor.TryEnter(_second, 0);
                }
            }

            public void Other()
            {
                lock (_second)
                {
                    Monitor.Enter(_first);
                }
            }
        }
        """,
        """
        class Ordered
        {
            [LockLevel(1)]
            public IDisposable Tree() => throw new NotSupportedException();

            [LockLevel(2)]
            public IDisposable Leaf() => throw new NotSupportedException();

            public void Run()
            {
                using IDisposable tree = Tree();
                using IDisposable leaf = Leaf();
                using Lease plain = new();
            }
        }
        """,
        """
        // <auto-generated/>
        class Tree
        {
            [LockLevel(1)]
            private readonly object _outer = new();

            [LockLevel(2)]
            private readonly object _inner = new();

            public void Step()
            {
                lock (_inner)
                    lock (_outer)
                        return;
            }
        }
        """,
        """
        // broken
        class Tree
        {
            public void Step()
            {
                lock (_inner)
                {
                    lock (
                }
            }
        }
        """,
    ];
}
