using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Tests.Testing;

/// <summary>The suite fails clients that break the contract.</summary>
public sealed class ClientContractTests
{
    [Fact]
    public void Suite_ClientThatReadsSomethingElseEachTime_Fails() =>
        Assert.Contains("FilledAgain_IsTheSame (Classic)", FailuresOf(new Fickle()));

    [Fact]
    public void Suite_ClientThatAnswersReleasedAndDetachesNothing_Fails()
    {
        IReadOnlyList<string> failures = FailuresOf(new Lying());
        Assert.Contains("EveryDoor_IsPassedWithoutABreach (Classic)", failures);
        Assert.Contains("LookupAgainstEvict_InEveryInterleaving (Frozen)", failures);
    }

    [Fact]
    public void Suite_ClientThatForgetsWhatItIsToWrite_Fails() =>
        Assert.Equal(
            new[] { "Classic", "Prechecked", "Frozen" }.Select(protocol => $"Written_IsReadBack ({protocol})"),
            FailuresOf(new Forgetful()));

    [Fact]
    public void ParkAt_AfterFreeze_HoldsTheThreadThere()
    {
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = 1 << 20 });
        using AddressSpace<Fact> space = cache.CreateAddressSpace(new Lying(), null);
        space.Pin(new(1)).Dispose();
        using ParkedThread evict = new ParkedThread().ParkAt(cache, EnginePoint.AfterFreeze, new PageIndex(1));
        evict.Start(() => space.TryEvict(new(1)));
        evict.WaitUntilParked();
        Assert.True(space.Contains(new(1)));
        evict.Resume();
        evict.Join();
        Assert.False(space.Contains(new(1)));
    }

    private static IReadOnlyList<string> FailuresOf(IAddressSpaceOperations<Fact> client)
    {
        var failures = new List<string>();
        foreach (ContractCase entry in new Suite(client).Cases())
        {
            try
            {
                entry.Run();
            }
            catch (Exception exception) when (exception is ContractViolationException or RaceFailedException)
            {
                failures.Add(entry.Name);
            }
        }

        return failures;
    }

    private sealed class Suite(IAddressSpaceOperations<Fact> client) : ClientContract<Fact>
    {
        protected override bool CanWrite => client is IWritePages<Fact>;

        protected override AddressSpace<Fact> CreateSpace(PageCache cache, ReleaseProtocol protocol) =>
            cache.CreateAddressSpace(client, new AddressSpaceOptions { ReleaseProtocol = protocol });

        protected override void Use(PagePin<Fact> pin) => pin.GetOrAttach(new Fact("of a page"));
    }

    private sealed class Fickle : IAddressSpaceOperations<Fact>
    {
        private byte _next;

        public void ReadPage(FillPage<Fact> page) => page.Bytes.Fill(++_next);
    }

    private sealed class Lying : IAddressSpaceOperations<Fact>, IReleasePage<Fact>
    {
        public void ReadPage(FillPage<Fact> page) => page.Bytes.Clear();

        public ReleaseOutcome ReleasePage(LockedPage<Fact> page, in ReleaseContext context) =>
            Answer(page.Metadata is null);

        // Apart, so that the analyzer, which would say so at once, does not see it.
        private static ReleaseOutcome Answer(bool isBare) =>
            isBare ? ReleaseOutcome.Removable : ReleaseOutcome.Released;
    }

    private sealed class Forgetful : IAddressSpaceOperations<Fact>, IWritePages<Fact>
    {
        public void ReadPage(FillPage<Fact> page) => page.Bytes.Clear();

        public void WritePages(WriteBatch<Fact> batch)
        {
            // Nothing is written.
        }
    }
}
