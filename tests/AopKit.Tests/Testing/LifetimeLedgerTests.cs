using AopKit.Testing;

namespace AopKit.Tests.Testing;

public sealed class LifetimeLedgerTests
{
    private readonly LifetimeLedger _ledger = new();

    [Fact]
    public void ThrowIfUnbalanced_EverythingEndedOnce_IsSilent()
    {
        object fact = new();
        _ledger.Insert(1);
        _ledger.Attach(1, fact);
        _ledger.Attach(2, fact);
        _ledger.End(1, fact, "ReleasePage");
        _ledger.End(2, fact, "OnRemove");
        _ledger.Remove(1, RemoveReason.Reclaimed);
        _ledger.ThrowIfUnbalanced();
        Assert.Equal((1, 1), (_ledger.InsertedCount, _ledger.RemovedCount));
    }

    [Fact]
    public void ThrowIfUnbalanced_PageOrMetadataThatNeverEnded_NamesTheClause()
    {
        _ledger.Insert(7);
        _ledger.Attach(7, "lost");
        string message = Assert.Throws<InvalidOperationException>(_ledger.ThrowIfUnbalanced).Message;
        Assert.Contains("E1: page of generation 7 never left", message);
        Assert.Contains("C2: lost of generation 7 never ended", message);
    }

    [Fact]
    public void Problems_EndedTwiceOrNeverBegun_AreNoticedAtOnce()
    {
        _ledger.Insert(7);
        _ledger.Insert(7);
        _ledger.Remove(7, RemoveReason.Truncated);
        _ledger.Remove(7, RemoveReason.Reclaimed);
        _ledger.End(7, "stray", "OnRemove");
        _ledger.End(7, "stray", "OnRemove");
        Assert.Equal(4, _ledger.Problems.Count);
    }
}
