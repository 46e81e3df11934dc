using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>What a slot of the index holds, in 8 bytes. Zero is empty.</summary>
/// <remarks>
/// <code>
///  63    62      61..56  55.........32  31.......0
/// [ 1 |LEAVING | - | generation 24 | frame 32 ] resident, or (LEAVING) unlinked and its OnRemove still running (E3) [
/// 0 | - | 1 bit 32 | stamp 32 ] shadow: reclaim took the page; finding it again is a refault
/// </code>
/// </remarks>
internal static class IndexSlot
{
    public const long Empty = 0;

    private const long ResidentBit = long.MinValue;
    private const long LeavingBit = 1L << 62;
    private const long ShadowBit = 1L << 32;
    private const int GenerationShift = 32;
    private const long GenerationMask = (1L << 24) - 1;

    /// <summary>
    /// Reads a slot. Pairs with <see cref="Write"/>: who sees a page sees the frame that was opened for it.
    /// </summary>
    public static long Read(ref long slot)
    {
        Schedule.Point(ref slot);
        return Volatile.Read(ref slot);
    }

    /// <summary>Writes a slot. The space's gate is held.</summary>
    public static void Write(ref long slot, long content)
    {
        Schedule.Point(ref slot);
        Volatile.Write(ref slot, content);
    }

    public static long Resident(PageHandle page) =>
        ResidentBit | ((page.Generation & GenerationMask) << GenerationShift) | (uint)page.Frame;

    public static long Leaving(long resident) => resident | LeavingBit;

    /// <summary>A shadow entry with the stamp that the reclaim policy wants back when the page returns.</summary>
    public static long Shadow(uint stamp) => ShadowBit | stamp;

    public static uint Stamp(long shadow) => (uint)shadow;

    /// <summary>Whether the two highest bits are 10; every lookup asks, so it is written short.</summary>
    public static bool IsResident(long slot) => slot >> 62 == -2;

    /// <summary>Whether the two highest bits are 11.</summary>
    public static bool IsLeaving(long slot) => slot >> 62 == -1;

    public static bool IsTaken(long slot) => slot < 0;

    public static bool IsShadow(long slot) => slot > 0;

    public static int Frame(long slot) => (int)(uint)slot;
}
