namespace AopKit.Residency;

/// <summary>
/// A node of the index in native memory, 544 bytes: four maps of one bit per entry, and 64 entries of 8 bytes. In a
/// leaf an entry is a slot (<see cref="IndexSlot"/>), in an inner node the number of the child, or 0.
/// </summary>
/// <remarks>
/// Who holds the space's gate may read and write everything. Who does not may only read entries; a node that it stands
/// on may be another space's by now, as <see cref="RadixIndex"/> explains.
/// </remarks>
internal readonly unsafe struct IndexNode(long* words)
{
    public const int Fanout = 64;

    /// <summary>What a node is charged to the budget with.</summary>
    public const int Bytes = (MapCount + Fanout) * sizeof(long);

    private const int MapCount = 4;

    /// <summary>Whether nothing is in it or below: then it is taken out.</summary>
    public bool IsEmpty => (Map(IndexTag.Taken) | Map(IndexTag.Shadow)) == 0;

    /// <summary>Whether it remembers pages and holds none.</summary>
    public bool HoldsOnlyShadows => Map(IndexTag.Taken) == 0 && Map(IndexTag.Shadow) != 0;

    public ref long Entry(int position) => ref words[MapCount + position];

    public ref ulong Map(IndexTag tag) => ref ((ulong*)words)[(int)tag];
}
