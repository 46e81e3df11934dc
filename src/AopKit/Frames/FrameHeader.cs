using System.Runtime.InteropServices;

namespace AopKit.Frames;

/// <summary>
/// What lookups and reclaim ask of a frame: 32 bytes in native memory, two to a cache line, so that no header straddles
/// one. All but the word is stable under a pin. What only the ends of a page's life need is in
/// <see cref="FrameNotes"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct FrameHeader
{
    public const int SizeBytes = 32;

    /// <summary>See <see cref="FrameState"/>.</summary>
    public long State;

    /// <summary>Which page is in the frame; every inserted page has a number of its own.</summary>
    public long Generation;

    /// <summary>The page's index in its address space.</summary>
    public long Index;

    /// <summary>The page's address space.</summary>
    public int SpaceId;

    /// <summary>When the page came in or was last moved within reclaim's rings, in the policy's own clock.</summary>
    public uint Stamp;
}
