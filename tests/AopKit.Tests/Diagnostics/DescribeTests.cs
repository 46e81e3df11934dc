using System.Text.RegularExpressions;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Diagnostics;

public sealed class DescribeTests() : EngineTests(
    new PageCacheOptions
    {
        BudgetBytes = 64 * PageSize, Name = "described", ReclaimPolicy = ReclaimPolicy.Clock,
    })
{
    [Fact]
    public Task Describe_PagesInSeveralStates_TellsEachState()
    {
        AddressSpace<Fact> space = Fill();
        using PagePin<Fact> pin = space.Pin(new(1));
        space.TryEvict(new(4));

        return Verifier.Verify(string.Concat(
            Cache.Describe(space, new PageIndex(1)), Cache.Describe(space, new PageIndex(3)),
            Cache.Describe(space, new PageIndex(4)), Cache.Describe(space, new PageIndex(1000))));
    }

    [Fact]
    public Task Dump_OfACacheWithASpace_TellsItsPages()
    {
        AddressSpace<Fact> space = Fill();
        using PagePin<Fact> pin = space.Pin(new(1));
        var text = new StringWriter { NewLine = "\n" };
        Cache.Dump(text, maxPages: 3);

        // What a frame costs beside its bytes is not this test's business.
        return Verifier.Verify(Regex.Replace(text.ToString(), @"\d+ (used|bytes of)", "N $1"));
    }

    [Fact]
    public void Describe_ASpaceOfAnotherCache_IsRefused()
    {
        using var other = new PageCache(new PageCacheOptions { BudgetBytes = 64 * PageSize });
        using AddressSpace<Fact> space = other.CreateAddressSpace(new ReadOnlyClient());
        Assert.Throws<ArgumentException>(() => Cache.Describe(space));
    }

    private AddressSpace<Fact> Fill()
    {
        var client = new NotifiedClient { OnRead = page => page.Attach(new Fact("fact"), chargeBytes: 100) };
        AddressSpace<Fact> space = Create(client, new AddressSpaceOptions
        {
            Name = "tree", StablePages = true, ReservedPages = 2, MaxPages = 30,
        });
        Touch(space, 0, 1, 2, 3, 4);
        Write(space, 3, 7);
        return space;
    }
}
