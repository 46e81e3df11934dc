using System.Runtime.InteropServices;

namespace AopKit.Frames;

/// <summary>
/// What the engine knows of a frame, 40 bytes beside it in native memory. All but the word is stable under a pin.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FrameHeader
{
    /// <summary>See <see cref="FrameState"/>.</summary>
    public long State;

    /// <summary>Which page is in the frame; every inserted page has a number of its own.</summary>
    public long Generation;

    /// <summary>The page's index in its address space.</summary>
    public long Index;

    /// <summary>The page's address space.</summary>
    public int SpaceId;

    /// <summary>Bytes that the client declared for the page's metadata.</summary>
    public int ChargeBytes;

    /// <summary>Through which door the page leaves; set when it is unlinked.</summary>
    public int RemoveReason;

    /// <summary>Next frame in the list of free ones.</summary>
    public int NextFree;
}
