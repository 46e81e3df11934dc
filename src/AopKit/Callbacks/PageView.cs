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

    /// <summary>Who looks at it.</summary>
    public CallingThread Thread => _thread ?? CallingThread.Current;

    public PageIndex Index { get; } = index;

    public PageHandle Page { get; } = page;

    public Span<byte> Bytes { get; } = bytes;

    public bool IsDirty { get; } = isDirty;

    public ref object? Metadata => ref _metadata;
}
