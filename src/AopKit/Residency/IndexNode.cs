namespace AopKit.Residency;

/// <summary>
/// A node of the index in native memory, 544 bytes in two places: 64 entries of 8 bytes, and four maps of one bit per
/// entry. In a leaf an entry is a slot (<see cref="IndexSlot"/>), in an inner node the number of the child, or 0.
/// </summary>
/// <remarks>
/// The entries of nodes with contiguous numbers are contiguous, so that a flat index is an array.
/// <para>Who holds the space's gate may read and write everything. Who does not may only read entries; a node that it
/// stands on may be another space's by now, as <see cref="RadixIndex"/> explains.</para>
/// </remarks>
internal readonly unsafe struct IndexNode(long* entries, ulong* maps)
{
    public const int Fanout = 64;

    public const int EntriesBytes = Fanout * sizeof(long);

    public const int MapsBytes = MapCount * sizeof(ulong);

    /// <summary>What a node is charged to the budget with.</summary>
    public const int Bytes = EntriesBytes + MapsBytes;

    private const int MapCount = 4;

    /// <summary>The first entry.</summary>
    public long* Entries => entries;

    /// <summary>Whether nothing is in it or below: then it is taken out.</summary>
    public bool IsEmpty => (Map(IndexTag.Taken) | Map(IndexTag.Shadow)) == 0;

    /// <summary>Whether it remembers pages and holds none.</summary>
    public bool HoldsOnlyShadows => Map(IndexTag.Taken) == 0 && Map(IndexTag.Shadow) != 0;

    /// <summary>
    /// Writes a slot of a leaf and its bits in the maps, if nothing above has to hear of it: that is only so when a map
    /// becomes zero, or no longer is. The space's gate is held.
    /// </summary>
    /// <returns>Whether it was written; if not, nothing has changed.</returns>
    public bool TryWrite(int position, long content)
    {
        ulong bit = 1UL << position;
        ref ulong taken = ref Map(IndexTag.Taken);
        ref ulong shadow = ref Map(IndexTag.Shadow);
        ulong nowTaken = IndexSlot.IsTaken(content) ? taken | bit : taken & ~bit;
        ulong nowShadow = IndexSlot.IsShadow(content) ? shadow | bit : shadow & ~bit;
        bool endsTags = !IndexSlot.IsResident(content)
            && ((Map(IndexTag.Dirty) | Map(IndexTag.Writeback)) & bit) != 0;
        if ((taken == 0) != (nowTaken == 0) || (shadow == 0) != (nowShadow == 0) || endsTags)
        {
            return false;
        }

        (taken, shadow) = (nowTaken, nowShadow);
        IndexSlot.Write(ref Entry(position), content);
        return true;
    }

    public ref long Entry(int position) => ref entries[position];

    public ref ulong Map(IndexTag tag) => ref maps[(int)tag];
}
