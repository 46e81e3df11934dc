using System.Runtime.ConstrainedExecution;
using AopKit.Frames.Native;

namespace AopKit.Frames;

/// <summary>
/// The native memory of a cache: bytes, headers and notes of all frames that it may ever have, reserved at once and
/// committed in chunks of 2 MiB of frames when they are first needed.
/// </summary>
/// <remarks>
/// Memory is never unmapped while anything can still read it: a reader without a pin may look at a frame at any time.
/// So it goes with the object, by its finalizer, and not with the cache's <c>Dispose</c>; and what is given back stays
/// readable. Chunks change under the lock of <see cref="FreeFrames"/>.
/// </remarks>
internal sealed unsafe class FrameMemory : CriticalFinalizerObject
{
    private const int BytesBesideFrame =
        FrameHeader.SizeBytes + FrameNotes.BytesPerFrame + FrameLinks.BytesPerFrame;

    private readonly NativeRegion _bytes;
    private readonly NativeRegion _headers;
    private readonly NativeRegion _words;
    private readonly NativeRegion _reasons;
    private readonly NativeRegion _links;
    private readonly NativeRegion _places;
    private readonly NativeRegion _aheadBits;
    private readonly ChunkState[] _chunks;
    private readonly int _chunkShift;
    private long _pressureBytes;

    public FrameMemory(int frameCapacity, int pageSize, HugePages hugePages)
    {
        PageSize = pageSize;
        Capacity = frameCapacity;
        _chunkShift = int.Log2(NativeRegion.ChunkBytes / pageSize);
        _chunks = new ChunkState[((frameCapacity - 1) >> _chunkShift) + 1];
        hugePages = NativeRegion.Fitting(hugePages, (long)frameCapacity * pageSize);
        _bytes = NativeRegion.Reserve((long)frameCapacity * pageSize, hugePages);
        _headers = NativeRegion.Reserve((long)frameCapacity * FrameHeader.SizeBytes, hugePages);
        _words = NativeRegion.Reserve((long)frameCapacity * sizeof(int), HugePages.Default);
        _reasons = NativeRegion.Reserve(frameCapacity, HugePages.Default);
        Notes = new FrameNotes((int*)_words.Base, _reasons.Base);
        _links = NativeRegion.Reserve(
            ((long)frameCapacity + FrameLinks.EndCount) * FrameLinks.LinkBytes, HugePages.Default);
        _places = NativeRegion.Reserve(frameCapacity, HugePages.Default);
        _aheadBits = NativeRegion.Reserve(((frameCapacity / 32) + 1) * (long)sizeof(int), HugePages.Default);
        CommitAround(_links, 0, FrameLinks.EndCount * FrameLinks.LinkBytes);
        Links = new FrameLinks((int*)_links.Base, _places.Base, (int*)_aheadBits.Base);
    }

    ~FrameMemory()
    {
        // A constructor that failed leaves nulls behind.
        _bytes?.Free();
        _headers?.Free();
        _words?.Free();
        _reasons?.Free();
        _links?.Free();
        _places?.Free();
        _aheadBits?.Free();
        if (_pressureBytes > 0)
        {
            GC.RemoveMemoryPressure(_pressureBytes);
        }
    }

    private enum ChunkState : byte
    {
        NeverUsed,
        Here,
        GivenBack,
    }

    public int PageSize { get; }

    public int Capacity { get; }

    public int ChunkCount => _chunks.Length;

    public FrameNotes Notes { get; }

    public FrameLinks Links { get; }

    /// <summary>The bytes of frame 0; the others follow.</summary>
    public byte* Bytes => _bytes.Base;

    /// <summary>The header of frame 0; the others follow.</summary>
    public FrameHeader* Headers => (FrameHeader*)_headers.Base;

    public int ChunkOf(int frame) => frame >> _chunkShift;

    /// <summary>How many frames a chunk has; the last may have fewer.</summary>
    public int FramesIn(int chunk) => Math.Min(1 << _chunkShift, Capacity - (chunk << _chunkShift));

    public bool IsHere(int frame) => _chunks[frame >> _chunkShift] == ChunkState.Here;

    /// <summary>Sees to it that the frame's chunk can be written.</summary>
    /// <exception cref="InsufficientMemoryException">The system has no memory; nothing has changed.</exception>
    public void Commit(int frame)
    {
        int chunk = ChunkOf(frame);
        (long offset, long length) = Piece(chunk);
        switch (_chunks[chunk])
        {
            case ChunkState.NeverUsed:
                CommitBeside(chunk);
                _bytes.Commit(offset, length);
                break;
            case ChunkState.GivenBack:
                _bytes.TakeBack(offset, length);
                break;
            default:
                return;
        }

        _chunks[chunk] = ChunkState.Here;
        AddPressure(length);
    }

    /// <summary>Gives a chunk's memory back. None of its frames holds a page, or will before it is committed.</summary>
    /// <returns>How many bytes.</returns>
    public long GiveBack(int chunk)
    {
        if (_chunks[chunk] != ChunkState.Here)
        {
            return 0;
        }

        (long offset, long length) = Piece(chunk);
        _bytes.GiveBack(offset, length);
        _chunks[chunk] = ChunkState.GivenBack;
        AddPressure(-length);
        return length;
    }

    private (long Offset, long Length) Piece(int chunk) =>
        ((long)chunk * NativeRegion.ChunkBytes, (long)FramesIn(chunk) * PageSize);

    private void CommitBeside(int chunk)
    {
        int first = chunk << _chunkShift;
        int count = FramesIn(chunk);
        CommitAround(_headers, (long)first * FrameHeader.SizeBytes, (long)count * FrameHeader.SizeBytes);
        CommitAround(_words, (long)first * sizeof(int), (long)count * sizeof(int));
        CommitAround(_reasons, first, count);
        CommitAround(
            _links, ((long)first + FrameLinks.EndCount) * FrameLinks.LinkBytes, (long)count * FrameLinks.LinkBytes);
        CommitAround(_places, first, count);
        CommitAround(_aheadBits, first / 8, ((count / 32) + 1) * sizeof(int));
        AddPressure((long)count * BytesBesideFrame);
        for (int frame = first; frame < first + count; frame++)
        {
            // A frame that holds no page is frozen, so that a late lookup cannot keep a pin on it.
            Headers[frame].State = FrameState.Frozen;
        }
    }

    /// <summary>
    /// Commits as far as the ends of the region's own chunks, so that these can become huge pages; what was committed
    /// before keeps what it holds.
    /// </summary>
    private static void CommitAround(NativeRegion region, long offset, long length)
    {
        const long Mask = -(long)NativeRegion.ChunkBytes;
        long start = offset & Mask;
        long end = Math.Min((offset + length - Mask - 1) & Mask, region.SizeBytes);
        region.Commit(start, end - start);
    }

    private void AddPressure(long bytes)
    {
        _pressureBytes += bytes;
        if (bytes > 0)
        {
            GC.AddMemoryPressure(bytes);
        }
        else
        {
            GC.RemoveMemoryPressure(-bytes);
        }
    }
}
