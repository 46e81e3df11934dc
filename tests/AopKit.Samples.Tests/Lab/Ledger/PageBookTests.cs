using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Ledger;

namespace AopKit.Samples.Tests.Lab.Ledger;

public sealed class PageBookTests
{
    private static readonly FactKey s_page = new(null, Index: 3, Generation: 1);

    private static readonly HashSet<AddressSpace?> s_spaces = [null];

    private readonly PageBook _book = new();

    [Fact]
    public void RemoveCallbacks_OnceForEach_AreOneAndOne()
    {
        _book.Removed(s_page, RemoveReason.Reclaimed);
        _book.RemoveCallbackRan(s_page);
        FactKey other = s_page with { Index = 4 };
        _book.RemoveCallbackRan(other);
        _book.Removed(other, RemoveReason.Truncated);

        Assert.Equal((1, 1), _book.RemoveCallbacksPerPage(s_spaces));
        Assert.Equal(1, _book.Reclaimed);
    }

    [Fact]
    public void RemoveCallbacks_OneForgottenOneTwice_AreZeroAndTwo()
    {
        _book.Removed(s_page, RemoveReason.Reclaimed);
        FactKey other = s_page with { Generation = 2 };
        _book.Removed(other, RemoveReason.Reclaimed);
        _book.RemoveCallbackRan(other);
        _book.RemoveCallbackRan(other);

        Assert.Equal((0, 2), _book.RemoveCallbacksPerPage(s_spaces));
    }

    [Fact]
    public void RemoveCallbacks_OfASpaceWithoutFacts_AreNotAsked()
    {
        _book.Removed(s_page, RemoveReason.Reclaimed);

        Assert.Equal((0, 0), _book.RemoveCallbacksPerPage(new HashSet<AddressSpace?>()));
        _book.RemoveCallbackRan(s_page);
        Assert.Equal((0, 0), _book.RemoveCallbacksPerPage(new HashSet<AddressSpace?>()));
    }

    [Fact]
    public void Refused_ThenRemoved_IsReclaimableAfterAll()
    {
        _book.Refused(s_page);
        _book.Refused(s_page with { Index = 4 });
        _book.Removed(s_page, RemoveReason.Reclaimed);

        Assert.Equal(1, _book.NeverReclaimable);
    }

    [Fact]
    public void Inserted_Again_IsARefill()
    {
        _book.Inserted(s_page);
        _book.Inserted(s_page with { Generation = 2 });

        Assert.Equal(1, _book.Refills);
    }
}
