using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Ledger;

namespace AopKit.Samples.Tests.Lab.Ledger;

public sealed class FactBookTests
{
    private const long Block = 4096;

    private static readonly FactKey s_page = new(null, Index: 3, Generation: 1);

    private readonly FactBook _told = new(isRemovalTold: true);
    private readonly FactBook _untold = new(isRemovalTold: false);

    [Fact]
    public void Release_PageStays_IsLostWhilePageStayedAtTheEndOfTheAttempt()
    {
        AttachMarked(_untold, s_page);

        _untold.End(s_page, FactEnd.ReleaseCallback);

        Assert.Equal(0, _untold.Marks.Counts().LostWhilePageStayed);
        Assert.True(_untold.Stayed(s_page));
        Assert.Equal(1, _untold.Marks.Counts().LostWhilePageStayed);
        Assert.Equal(1, _untold.Metadata.Counts().LostWhilePageStayed);
        AssertBalanced(_untold);
    }

    [Fact]
    public void Release_PageGoes_IsLostWithPage()
    {
        AttachMarked(_untold, s_page);

        _untold.End(s_page, FactEnd.ReleaseCallback);
        _untold.Removed(s_page);

        Assert.False(_untold.Stayed(s_page));
        Assert.Equal(1, _untold.Marks.Counts().LostWithPage);
        Assert.Equal(0, _untold.Marks.Counts().LostWhilePageStayed);
        AssertBalanced(_untold);
    }

    [Fact]
    public void Refusal_LeavesTheFactAlive()
    {
        AttachMarked(_untold, s_page);

        Assert.False(_untold.Stayed(s_page));

        _untold.Seal();
        Assert.Equal(1, _untold.Marks.Counts().Pending);
        AssertBalanced(_untold);
    }

    [Fact]
    public void Removal_WithNotice_LeavesTheEndToTheCallback()
    {
        AttachMarked(_told, s_page);

        _told.Removed(s_page);
        Assert.Equal(0, _told.Marks.Counts().LostWithPage);
        _told.End(s_page, FactEnd.OnRemove);

        Assert.Equal(1, _told.Marks.Counts().LostWithPage);
        Assert.Equal(0, _told.Metadata.Alive);
        AssertBalanced(_told);
    }

    [Fact]
    public void Removal_WithNotice_WhoseCallbackForgets_IsAliveAtTeardown()
    {
        AttachMarked(_told, s_page);

        _told.Seal();
        _told.Removed(s_page);

        Assert.Equal(1, _told.Metadata.Alive);
        Assert.Equal(1, _told.Marks.Alive);
    }

    [Fact]
    public void Removal_Untold_EndsWhatIsAttached()
    {
        AttachMarked(_untold, s_page);

        _untold.Removed(s_page);

        Assert.Equal(1, _untold.Marks.Counts().LostWithPage);
        Assert.Equal(1, _untold.Metadata.Counts().LostWithPage);
        AssertBalanced(_untold);
    }

    [Fact]
    public void Attach_ToAPageThatLeftUntold_IsLostWithPage()
    {
        _untold.Removed(s_page);

        _untold.Attach(s_page, 100);

        Assert.Equal(1, _untold.Metadata.Counts().LostWithPage);
        Assert.Equal(0, _untold.Metadata.Alive);
        AssertBalanced(_untold);
    }

    [Fact]
    public void Attach_ToThePageThatLostIt_IsFoundWithoutOnce()
    {
        AttachMarked(_untold, s_page);
        _untold.End(s_page, FactEnd.ReleaseCallback);
        _untold.Stayed(s_page);

        _untold.Attach(s_page, 100);
        _untold.End(s_page, FactEnd.Dropped);
        _untold.Attach(s_page, 100);

        Assert.Equal(1, _untold.FoundWithout);
        Assert.Equal(2, _untold.Rebuilt);
    }

    [Fact]
    public void Attach_WhileTheAttemptRuns_IsFoundWithoutIfThePageStays()
    {
        AttachMarked(_untold, s_page);
        _untold.End(s_page, FactEnd.ReleaseCallback);

        _untold.Attach(s_page, 100);
        Assert.Equal(0, _untold.FoundWithout);
        _untold.Stayed(s_page);

        Assert.Equal(1, _untold.FoundWithout);
        Assert.Equal(1, _untold.Metadata.Alive);
    }

    [Fact]
    public void Attach_ToTheNextLifeOfThePage_IsNotFoundWithout()
    {
        AttachMarked(_untold, s_page);
        _untold.End(s_page, FactEnd.ReleaseCallback);
        _untold.Stayed(s_page);
        _untold.Removed(s_page);

        _untold.Attach(s_page with { Generation = 2 }, 100);

        Assert.Equal(0, _untold.FoundWithout);
        Assert.Equal(1, _untold.Rebuilt);
    }

    [Theory]
    [InlineData(FactEnd.Consumed, 1, 0, 0, 0)]
    [InlineData(FactEnd.AddressSpaceReleased, 0, 1, 0, 0)]
    [InlineData(FactEnd.Shrunk, 0, 0, 1, 0)]
    [InlineData(FactEnd.Dropped, 0, 0, 0, 1)]
    public void Unmark_GivesTheFateOfItsEnd(FactEnd end, long survived, long withSpace, long shrunk, long dropped)
    {
        AttachMarked(_untold, s_page);

        _untold.Unmark(s_page, Block, end);

        FateCounts marks = _untold.Marks.Counts();
        Assert.Equal(
            (survived, withSpace, shrunk, dropped),
            (marks.Survived, marks.LostWithAddressSpace, marks.Shrunk, marks.Dropped));
        Assert.Equal(1, _untold.Metadata.Alive);
        AssertBalanced(_untold);
    }

    [Fact]
    public void Unmark_AfterTheMetadataTookTheMarkAlong_ChangesNothing()
    {
        AttachMarked(_untold, s_page);
        _untold.End(s_page, FactEnd.Dropped);

        _untold.Unmark(s_page, Block, FactEnd.Consumed);

        Assert.Equal(0, _untold.Marks.Counts().Survived);
        Assert.Empty(_untold.Violations);
        AssertBalanced(_untold);
    }

    [Fact]
    public void Mark_AfterTheMetadataEnded_IsDropped()
    {
        _untold.Mark(s_page, Block);

        Assert.Equal(1, _untold.Marks.Counts().Dropped);
        AssertBalanced(_untold);
    }

    [Fact]
    public void Mark_OfABlock_NeedsNoMetadata()
    {
        FactKey block = FactKey.OfBlock(Block);

        _untold.Mark(block, Block);
        _untold.Unmark(block, Block, FactEnd.Shrunk);

        Assert.Equal(1, _untold.Marks.Counts().Shrunk);
        AssertBalanced(_untold);
    }

    [Fact]
    public void PeakBytes_CountsWhatIsAliveTogether()
    {
        _untold.Attach(s_page, 100);
        _untold.Attach(s_page with { Index = 4 }, 50);
        _untold.End(s_page, FactEnd.Dropped);
        _untold.Attach(s_page with { Index = 5 }, 60);

        Assert.Equal(150, _untold.PeakBytes);
    }

    [Fact]
    public void AttachTwice_AndEndWithoutBeginning_AreViolations()
    {
        _told.Attach(s_page, 1);
        _told.Attach(s_page, 1);
        _told.End(s_page with { Index = 9 }, FactEnd.Dropped);

        Assert.Equal(2, _told.Violations.Count);
        AssertBalanced(_told);
    }

    private static void AttachMarked(FactBook book, FactKey key)
    {
        book.Attach(key, 100);
        book.Mark(key, Block);
    }

    private static void AssertBalanced(FactBook book)
    {
        book.Seal();
        Assert.Equal(book.Marks.Counts().Set, book.Marks.Counts().Fates);
        Assert.Equal(book.Metadata.Counts().Set, book.Metadata.Counts().Fates);
    }
}
