namespace AopKit.Analyzers.Tests.KernelBugs;

internal static class K11_ShrinkerTakesAllocatorsLock
{
    public static KernelBug Bug { get; } = new(
        "K11",
        "ashmem, 18e77054de74",
        "The shrinker took a mutex that the mapping path held while it allocated, and the allocation waited for "
        + "the shrinker.",
        Catcher.Analyzer,
        "AOP3001")
    {
        Buggy =
            """
            sealed class Region
            {
                public bool IsPurgeable;
            }

            sealed class SharedMemory(AddressSpace<Region> pages) : IShrinker
            {
                private readonly object _lock = new();
                private readonly Queue<PageIndex> _purgeable = new();

                public long Count(in ShrinkContext context) => _purgeable.Count;

                public ShrinkResult Scan(long objectCount, in ShrinkContext context)
                {
                    long freed = 0;
                    lock (_lock)
                    {
                        while (freed < objectCount && _purgeable.TryDequeue(out _))
                        {
                            freed++;
                        }
                    }

                    return ShrinkResult.Freed(freed);
                }

                public void Map(PageIndex index)
                {
                    lock (_lock)
                    {
                        using PagePin<Region> page = pages.Pin(index);
                        page.GetOrAttach(new Region());
                    }
                }
            }
            """,
        Fixed =
            """
            sealed class Region
            {
                public bool IsPurgeable;
            }

            sealed class SharedMemory(AddressSpace<Region> pages) : IShrinker
            {
                private readonly object _lock = new();
                private readonly Queue<PageIndex> _purgeable = new();

                public long Count(in ShrinkContext context) => _purgeable.Count;

                public ShrinkResult Scan(long objectCount, in ShrinkContext context)
                {
                    if (!Monitor.TryEnter(_lock))
                    {
                        return ShrinkResult.Stop;
                    }

                    long freed = 0;
                    while (freed < objectCount && _purgeable.TryDequeue(out _))
                    {
                        freed++;
                    }

                    Monitor.Exit(_lock);
                    return ShrinkResult.Freed(freed);
                }

                public void Map(PageIndex index)
                {
                    lock (_lock)
                    {
                        using PagePin<Region> page = pages.Pin(index);
                        page.GetOrAttach(new Region());
                    }
                }
            }
            """,
        NearMiss =
            """
            sealed class Region
            {
                public bool IsPurgeable;
            }

            sealed class SharedMemory(AddressSpace<Region> pages) : IShrinker
            {
                private readonly object _lock = new();
                private readonly Queue<PageIndex> _purgeable = new();

                public long Count(in ShrinkContext context) => _purgeable.Count;

                public ShrinkResult Scan(long objectCount, in ShrinkContext context)
                {
                    long freed = 0;
                    lock (_lock)
                    {
                        while (freed < objectCount && _purgeable.TryDequeue(out _))
                        {
                            freed++;
                        }
                    }

                    return ShrinkResult.Freed(freed);
                }

                // The lock is held for the queue only; what needs memory comes before it.
                public void Map(PageIndex index)
                {
                    using (PagePin<Region> page = pages.Pin(index))
                    {
                        page.GetOrAttach(new Region());
                    }

                    lock (_lock)
                    {
                        _purgeable.Enqueue(index);
                    }
                }
            }
            """,
    };
}
