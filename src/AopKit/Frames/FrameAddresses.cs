using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace AopKit.Frames;

/// <summary>
/// Where the headers and the bytes of a cache's frames lie: two addresses and a shift, to be kept by whoever looks at
/// frames often. Valid as long as the <see cref="FrameTable"/> that it came from is.
/// </summary>
internal readonly unsafe struct FrameAddresses(FrameHeader* headers, byte* bytes, int pageSize)
{
    private readonly FrameHeader* _headers = headers;
    private readonly byte* _bytes = bytes;
    private readonly int _pageShift = int.Log2(pageSize);

    public int PageSize { get; } = pageSize;

    public FrameHeader* Header(int frame) => _headers + (nint)(uint)frame;

    /// <summary>The word of a frame: the first field of its header, reached without a test that costs a load.</summary>
    public ref long State(int frame) => ref *(long*)Header(frame);

    public byte* FirstByte(int frame) => _bytes + ((nint)(uint)frame << _pageShift);

    public Span<byte> Bytes(int frame) => MemoryMarshal.CreateSpan(ref *FirstByte(frame), PageSize);

    /// <summary>
    /// Tells the processor that the bytes of a page are wanted: the way to them, through the page tables, can then be
    /// under way while the header is still on its own.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(byte* bytes)
    {
        // Other processors have no such instruction in .NET; it is a hint, and can be left out.
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(bytes);
        }
    }
}
