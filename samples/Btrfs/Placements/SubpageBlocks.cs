namespace AopKit.Samples.Btrfs.Placements;

/// <summary>The extent buffers of a page that holds several tree blocks.</summary>
/// <param name="pageAddress">The logical address of the page's first byte.</param>
/// <param name="pageBytes">Its size.</param>
/// <param name="nodeBytes">The size of a block.</param>
internal sealed class SubpageBlocks(long pageAddress, int pageBytes, int nodeBytes) : TreeMetadata
{
    private readonly ExtentBuffer?[] _blocks = new ExtentBuffer?[pageBytes / nodeBytes];

    // Charged for all that it may come to hold, as a charge cannot grow while it is attached.
    internal override int ChargeBytes => _blocks.Length * 128;

    internal override ExtentBuffer? Find(long block) => Volatile.Read(ref _blocks[Slot(block)]);

    internal override void Add(ExtentBuffer block)
    {
        ref ExtentBuffer? slot = ref _blocks[Slot(block.Address)];
        if (slot is null)
        {
            block.Attached();
            Volatile.Write(ref slot, block);
        }
    }

    internal override int MarksAt(PageIndex page) => _blocks.Sum(block => block?.MarksAt(page) ?? 0);

    internal override void Attached()
    {
        // The blocks count for themselves, as they come.
    }

    internal override void Ended(PageIndex page)
    {
        foreach (ExtentBuffer? block in _blocks)
        {
            block?.Ended(page);
        }
    }

    public override string ToString() =>
        string.Join("; ", _blocks.OfType<ExtentBuffer>().Select(static block => block.ToString()));

    private int Slot(long block) => (int)((block - pageAddress) / nodeBytes);
}
