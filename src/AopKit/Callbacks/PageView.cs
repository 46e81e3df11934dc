using System.Runtime.InteropServices;
using AopKit.Checking;

namespace AopKit.Callbacks;

/// <summary>
/// A page as the edge to client code needs it: where it is, its bytes, and the place of its metadata.
/// </summary>
internal readonly ref struct PageView(
    PageIndex index, PageHandle page, Span<byte> bytes, ref object? metadata, bool isDirty, CallingThread? thread)
{
    private readonly CallingThread? _thread = thread;
    private readonly ref object? _metadata = ref metadata;

    // A length of four bytes in memory could not be read with what is beside it without waiting for its store.
    private readonly ref byte _bytes = ref MemoryMarshal.GetReference(bytes);
    private readonly nint _length = bytes.Length;

    /// <summary>Who looks at it.</summary>
    public CallingThread Thread => _thread ?? CallingThread.Current;

    public PageIndex Index { get; } = index;

    public PageHandle Page { get; } = page;

    public Span<byte> Bytes => MemoryMarshal.CreateSpan(ref _bytes, (int)_length);

    public bool IsDirty { get; } = isDirty;

    public ref object? Metadata => ref _metadata;
}
