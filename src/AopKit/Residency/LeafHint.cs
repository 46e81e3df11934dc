namespace AopKit.Residency;

/// <summary>Which leaf holds the slots of 64 pages, in 8 bytes, so that a walk to them can be left out.</summary>
/// <remarks>
/// <code>
///  63.........32  31.......0
/// [ index / 64  |  node 32 ]   or -1, which is no index's
/// </code>
/// A hint is taken back before its leaf leaves the tree: what a lookup finds by one is as good as what it finds by a
/// walk. Pages from 2^37 on have none.
/// </remarks>
internal static class LeafHint
{
    public const long None = -1;

    private const int LevelBits = 6;
    private const int NodeBits = 32;

    public static bool IsFor(long hint, long index) => hint >> NodeBits == index >> LevelBits;

    public static uint Node(long hint) => (uint)hint;

    public static long For(uint leaf, long index) =>
        index >> LevelBits <= int.MaxValue ? (index >> LevelBits << NodeBits) | leaf : None;
}
