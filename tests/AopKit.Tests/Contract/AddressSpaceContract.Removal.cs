using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E1, E2, E3, E9, E13: how pages leave.</summary>
public abstract partial class AddressSpaceContract
{
    [Theory, MemberData(nameof(Matrix))]
    [Catches("E1_ReplacedNotReported")]
    public void E1_EveryDoor_CleanPage_RemovesItOnce(ReleaseProtocol protocol, RemoveNotification notice)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, notice);
        Touch(space, 0, 1, 2, 3, 4, 5, 6);
        Assert.True(space.TryEvict(new(0)));
        Assert.Equal(1, space.TryInvalidate(new(new(1), 1)).RemovedCount);
        space.Invalidate(new(new(2), 1));
        space.Replace(new(3), new byte[PageSize]);
        space.Punch(4 * PageSize, PageSize);
        space.Truncate(6 * PageSize);
        Assert.Equal(2, space.PageCount);
        space.Dispose();

        string[] expected = notice == RemoveNotification.None
            ? []
            : ["remove 0 Reclaimed", "remove 1 Invalidated", "remove 2 Invalidated", "remove 3 Replaced",
                "remove 3 TornDown",
                "remove 4 Truncated", "remove 5 TornDown", "remove 6 Truncated"];
        Assert.Equal(expected, client.Log.Where(line => line.StartsWith("remove", StringComparison.Ordinal)).Order());
    }

    [Theory, MemberData(nameof(Matrix))]
    public void E1_FailedFill_MetadataAttached_RemovesItOnce(ReleaseProtocol protocol, RemoveNotification notice)
    {
        (AddressSpace<Fact> space, QuietClient client) = Create(protocol, notice);
        Fact? ended = null;
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason _) => ended = page.Metadata;
        var fact = new Fact("half read");
        client.OnRead = page =>
        {
            page.Attach(fact);
            throw new IOException("broken device");
        };
        Assert.Throws<IOException>(() => Touch(space, 3));
        Assert.Equal(Owed(notice), client.CountOf("remove 3 FillFailed"));
        Assert.Same(notice == RemoveNotification.None ? null : fact, ended);
        Assert.Equal(0, space.PageCount);
        space.Dispose();
        Assert.Equal(Owed(notice), client.CountOf("remove"));
    }

    [Fact]
    [Catches("E2_BytesGoneInOnRemove")]
    public void E2_OnRemove_PinnedPage_RunsWhenTheLastPinEnds()
    {
        var client = new NotifiedClient { AttachOnRead = true };
        using AddressSpace<Fact> space = Create(client);
        string? seen = null;
        bool wasFound = true;
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason _) =>
            (seen, wasFound) = (
                Pattern.VersionOf(page.Bytes, client.PatternSpace, 3) is null
                    ? "torn"
                    : page.Metadata?.Name, space.Contains(new(3)));
        PagePin<Fact> first = space.Pin(new(3));
        PagePin<Fact> second = space.Pin(new(3));
        space.Truncate(0);
        first.Dispose();
        Assert.Equal(0, client.CountOf("remove"));
        second.Dispose();
        Assert.Equal(["remove 3 Truncated"], client.Log[^1..]);
        Assert.Equal("fact 3", seen);
        Assert.False(wasFound);
    }

    [Fact]
    public void E3_AfterUnlock_PinnedPageTruncated_IndexIsFilledAgainAndGenerationsDiffer()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        long removed = 0;
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason reason) =>
            removed = reason == RemoveReason.Truncated ? page.Generation : removed;
        PagePin<Fact> old = space.Pin(new(3));
        space.Truncate(0);
        using (PagePin<Fact> young = space.Pin(new(3)))
        {
            Assert.NotEqual(old.Generation, young.Generation);
            Assert.True(old.IsStale);
            Assert.False(young.IsStale);
        }

        Assert.Equal(0, client.CountOf("remove"));
        long expected = old.Generation;
        old.Dispose();
        Assert.Equal(expected, removed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Catches("E9_NothingPrivateNothingTold")]
    public void E9_WholePageDropped_WithAndWithoutMetadata_InvalidateComesBeforeRemove(bool withMetadata)
    {
        var client = new NotifiedClient { AttachOnRead = withMetadata };
        AddressSpace<Fact> space = Create(client);
        Touch(space, 0, 1, 2, 3);
        space.Punch(0, PageSize);
        space.Invalidate(new(new(1), 1));
        space.Truncate(3 * PageSize);
        space.Dispose();
        Assert.Equal(
            ["invalidate 0", "remove 0 Truncated", "invalidate 1", "remove 1 Invalidated", "invalidate 2",
                "remove 2 TornDown",
                "invalidate 3", "remove 3 Truncated"],
            client.Log.Where(
                line =>
                    line.StartsWith("inv", StringComparison.Ordinal)
                        || line.StartsWith("rem", StringComparison.Ordinal))
                .OrderBy(line => line.Split(' ')[1]));
    }

    [Fact]
    public void E9_PartOfAPageDropped_Always_InvalidatesThePartZeroesItAndKeepsThePage()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        Touch(space, 0, 1, 2);
        client.ClearLog();
        space.Truncate(PageSize + 100);
        Assert.Equal(["invalidate 1 [100..4096)", "invalidate 2", "remove 2 Truncated"], client.Log.Order());
        client.ClearLog();
        space.Punch(1000, PageSize);
        Assert.Equal(["invalidate 0 [1000..4096)", "invalidate 1 [0..1000)"], client.Log.Order());
        Assert.Equal(2, space.PageCount);
        using PagePin<Fact> first = space.Pin(new(0));
        using PagePin<Fact> second = space.Pin(new(1));
        Assert.Equal(-1, first.Bytes[1000..].IndexOfAnyExcept((byte)0));
        Assert.Equal(Pattern.Make(PageSize, 1, 0, 0)[..1000], first.Bytes[..1000].ToArray());
        Assert.Equal(-1, second.Bytes.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void E9_PunchWithinOnePage_BothEndsInside_InvalidatesJustThatRange()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        Touch(space, 0);
        space.Punch(100, 50);
        Assert.Equal("invalidate 0 [100..150)", client.Log[^1]);
        using PagePin<Fact> pin = space.Pin(new(0));
        byte[] expected = Pattern.Make(PageSize, 1, 0, 0);
        expected.AsSpan(100, 50).Clear();
        Assert.Equal(expected, pin.Bytes.ToArray());
    }

    [Theory]
    [InlineData(RemoveNotification.None)]
    [InlineData(RemoveNotification.AfterUnlock)]
    public void E13_PinnedPage_TruncatedAndReplaced_StaysReadableAndSaysStale(RemoveNotification notice)
    {
        (AddressSpace<Fact> space, _) = Create(ReleaseProtocol.Prechecked, notice);
        using PagePin<Fact> truncated = space.Pin(new(5));
        using PagePin<Fact> replaced = space.Pin(new(6));
        Assert.False(truncated.IsStale);
        space.Invalidate(new(new(5), 1));
        space.Replace(new(6), new byte[PageSize]);
        Touch(space, 5, 7, 8, 9);
        Assert.True(truncated.IsStale);
        Assert.True(replaced.IsStale);
        Assert.Equal(Pattern.Make(PageSize, 1, 5, 0), truncated.Bytes.ToArray());
        Assert.Equal(Pattern.Make(PageSize, 1, 6, 0), replaced.Bytes.ToArray());
        using PagePin<Fact> young = space.Pin(new(6));
        Assert.Equal(new byte[PageSize], young.Bytes.ToArray());
    }
}
