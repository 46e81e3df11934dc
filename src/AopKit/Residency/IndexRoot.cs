namespace AopKit.Residency;

/// <summary>Where an index begins, in 8 bytes, with the version of its structure.</summary>
/// <remarks>
/// <code>
///  63.......39  38    37..32   31.......0
/// [ version 25 | 0 | levels 6 | node 32 ] a tree: its top node is so many levels above the leaves; node 0: no page
/// [ version 25 | 1 | class 6  | node 32 ] flat: 2^class leaves with contiguous numbers from this one on
/// </code>
/// The version counts the times that nodes were taken out. A lookup reads the word first, and again before it believes
/// what it found.
/// </remarks>
internal static class IndexRoot
{
    private const int LevelsShift = 32;
    private const long LevelsMask = 63;
    private const long FlatBit = 1L << 38;
    private const long VersionUnit = 1L << 39;
    private const long VersionMask = -VersionUnit;

    public static uint Node(long root) => (uint)root;

    /// <summary>Levels of a tree, or the size class of a flat index.</summary>
    public static int Levels(long root) => (int)((root >> LevelsShift) & LevelsMask);

    public static bool IsFlat(long root) => (root & FlatBit) != 0;

    public static long Tree(uint node, int levels) => ((long)levels << LevelsShift) | node;

    public static long Flat(uint firstLeaf, int sizeClass) => FlatBit | Tree(firstLeaf, sizeClass);

    /// <summary>The next word: where the index begins now, with the version of the word before, or the next.</summary>
    public static long After(long before, long now, bool nodesTakenOut) =>
        (now & ~VersionMask) | (unchecked(before + (nodesTakenOut ? VersionUnit : 0)) & VersionMask);
}
