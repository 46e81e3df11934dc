namespace AopKit.Samples.Lab.Ledger;

/// <summary>What became of a fact; the order is that of <see cref="FateCounts"/>.</summary>
internal enum Fate
{
    Survived,
    LostWhilePageStayed,
    LostWithPage,
    LostWithAddressSpace,
    Shrunk,
    Dropped,
}
