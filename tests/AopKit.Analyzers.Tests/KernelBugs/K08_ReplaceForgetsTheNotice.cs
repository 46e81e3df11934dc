namespace AopKit.Analyzers.Tests.KernelBugs;

/// <summary>
/// A bug of an engine, so the buggy version is a small engine of its own that makes AopKit's callback.
/// </summary>
internal static class K08_ReplaceForgetsTheNotice
{
    private const string Ledger =
        """
        sealed class Fact;

        sealed class Ledger : IAddressSpaceOperations<Fact>, IOnRemove<Fact>
        {
            public long Inserted;
            public long Removed;

            public void ReadPage(FillPage<Fact> page)
            {
                page.Bytes.Clear();
                page.Attach(new Fact());
                Inserted++;
            }

            public void OnRemove(in RemovedPage<Fact> page, RemoveReason reason) => Removed++;
        }

        """;

    public static KernelBug Bug { get; } = new(
        "K08",
        "mm, patch of 7 February 2011 (a hook for freepage)",
        "When a page was replaced in the cache, the way out of the old one did not pass the new removal callback.",
        Catcher.EngineTest,
        "pages inserted for which OnRemove never ran")
    {
        Buggy = Ledger +
            """
            sealed class SmallCache(Ledger client)
            {
                private readonly Dictionary<PageIndex, long> _generations = [];

                public void Insert(PageIndex index, long generation)
                {
                    _generations[index] = generation;
                    client.Inserted++;
                }

                public void Replace(PageIndex index) => Insert(index, _generations[index] + 1);

                public void Remove(PageIndex index, RemoveReason reason)
                {
                    _generations.Remove(index, out long generation);
                    client.OnRemove(new RemovedPage<Fact>(null, index, generation, default, null), reason);
                }
            }

            static class Scenario
            {
                public static long Run()
                {
                    Ledger client = new();
                    SmallCache cache = new(client);
                    cache.Insert((PageIndex)3, 1);
                    cache.Replace((PageIndex)3);
                    cache.Remove((PageIndex)3, RemoveReason.TornDown);
                    return client.Inserted - client.Removed;
                }
            }
            """,
        Fixed = Ledger +
            """
            static class Scenario
            {
                public static long Run()
                {
                    Ledger client = new();
                    using PageCache cache = new(new PageCacheOptions { BudgetBytes = 4 << 20, Checks = Checks.Full });
                    using (AddressSpace<Fact> space = cache.CreateAddressSpace(client))
                    {
                        using (space.Pin((PageIndex)3))
                        {
                        }

                        space.Replace((PageIndex)3, new byte[cache.PageSize]);
                        client.Inserted++;
                    }

                    return client.Inserted - client.Removed;
                }
            }
            """,
        NearMiss = Ledger +
            """
            static class Scenario
            {
                // The old page is still pinned when it is replaced: its notice comes late, and it comes once.
                public static long Run()
                {
                    Ledger client = new();
                    using PageCache cache = new(new PageCacheOptions { BudgetBytes = 4 << 20, Checks = Checks.Full });
                    using (AddressSpace<Fact> space = cache.CreateAddressSpace(client))
                    {
                        using (space.Pin((PageIndex)3))
                        {
                            space.Replace((PageIndex)3, new byte[cache.PageSize]);
                            client.Inserted++;
                        }
                    }

                    return client.Inserted - client.Removed;
                }
            }
            """,
    };
}
