namespace AopKit.Samples.Devices.Facts;

/// <summary>Where a fact is kept: with one life of one page, with an address space, or with a block.</summary>
/// <param name="Space">The address space; null: in a table of the client, whatever spaces come and go.</param>
/// <param name="Index">The page index; without a space the address of the block.</param>
/// <param name="Generation">The page's generation; 0: the fact outlives the page.</param>
public readonly record struct FactKey(AddressSpace? Space, long Index, long Generation)
{
    /// <summary>The key of what is kept with the page itself, or in a table that follows the page.</summary>
    public static FactKey OfPage(AddressSpace space, PageIndex index, long generation) =>
        new(space, index.Value, generation);

    /// <summary>The key of what is kept as long as <paramref name="space"/> lives.</summary>
    public static FactKey OfSpace(AddressSpace space, PageIndex index) => new(space, index.Value, 0);

    /// <summary>The key of what the client keeps for a block as long as it likes.</summary>
    public static FactKey OfBlock(long address) => new(null, address, 0);

    /// <inheritdoc/>
    public override string ToString() => Space is null ? $"block {Index}" : $"{Space.Name} page {Index}.{Generation}";
}
