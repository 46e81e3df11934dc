using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace AopKit.Frames;

/// <summary>
/// The one place that allocates and frees native memory: frames in chunks of 2 MiB, made when they are first needed,
/// and the headers.
/// </summary>
/// <remarks>
/// Memory is never freed while anything can still read it: a reader without a pin may look at a frame at any time. So
/// it goes with the object, by its finalizer, and not with the cache's <c>Dispose</c>.
/// </remarks>
internal sealed unsafe class FrameMemory : CriticalFinalizerObject
{
    private const int ChunkBytes = 2 << 20;
    private const int CacheLineBytes = 64;

    private readonly byte*[] _chunks;
    private readonly FrameHeader* _headers;
    private readonly int* _words;
    private readonly byte* _reasons;
    private readonly int _framesPerChunkShift;
    private readonly long _pressureBytes;
    private readonly Lock _growing = new();

    public FrameMemory(int frameCapacity, int pageSize)
    {
        PageSize = pageSize;
        Capacity = frameCapacity;
        _framesPerChunkShift = int.Log2(ChunkBytes / pageSize);
        _chunks = new byte*[((frameCapacity - 1) >> _framesPerChunkShift) + 1];
        nuint headerBytes = (nuint)frameCapacity * (nuint)sizeof(FrameHeader);
        _headers = (FrameHeader*)NativeMemory.AlignedAlloc(headerBytes, CacheLineBytes);
        NativeMemory.Clear(_headers, headerBytes);
        _words = (int*)NativeMemory.AllocZeroed((nuint)frameCapacity, sizeof(int));
        _reasons = (byte*)NativeMemory.AllocZeroed((nuint)frameCapacity);
        Notes = new FrameNotes(_words, _reasons);
        for (int frame = 0; frame < frameCapacity; frame++)
        {
            // A frame that holds no page is frozen, so that a late lookup cannot keep a pin on it.
            _headers[frame].State = FrameState.Frozen;
        }

        _pressureBytes = (long)headerBytes + ((long)frameCapacity * FrameNotes.BytesPerFrame);
        GC.AddMemoryPressure(_pressureBytes);
    }

    ~FrameMemory()
    {
        foreach (byte* chunk in _chunks)
        {
            if (chunk != null)
            {
                NativeMemory.AlignedFree(chunk);
                GC.RemoveMemoryPressure(ChunkBytes);
            }
        }

        NativeMemory.AlignedFree(_headers);
        NativeMemory.Free(_words);
        NativeMemory.Free(_reasons);
        GC.RemoveMemoryPressure(_pressureBytes);
    }

    public int PageSize { get; }

    public int Capacity { get; }

    public FrameNotes Notes { get; }

    public ref FrameHeader Header(int frame) => ref _headers[frame];

    public Span<byte> Bytes(int frame)
    {
        byte* chunk = _chunks[frame >> _framesPerChunkShift];
        int within = frame & ((1 << _framesPerChunkShift) - 1);
        return new Span<byte>(chunk + ((long)within * PageSize), PageSize);
    }

    public void* Address(int frame) =>
        _chunks[frame >> _framesPerChunkShift] + ((long)(frame & ((1 << _framesPerChunkShift) - 1)) * PageSize);

    /// <summary>Sees to it that the frame's chunk is there; called before the frame is first used.</summary>
    public void Commit(int frame)
    {
        int chunk = frame >> _framesPerChunkShift;
        if (_chunks[chunk] != null)
        {
            return;
        }

        lock (_growing)
        {
            if (_chunks[chunk] == null)
            {
                byte* memory = (byte*)NativeMemory.AlignedAlloc(ChunkBytes, (nuint)PageSize);
                GC.AddMemoryPressure(ChunkBytes);
                _chunks[chunk] = memory;
            }
        }
    }
}
