using System.Runtime.InteropServices;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// The pages of a peer: native 4 KiB buffers out of 2 MiB chunks with huge-page advice, as the engine's frames are, so
/// that what is compared is the cache and not its memory. One per peer.
/// </summary>
/// <remarks>
/// One thread rents and returns in the contests, or a lock that nobody contends for is taken: the pool costs a peer a
/// few nanoseconds per page.
/// </remarks>
internal sealed unsafe partial class BufferPool : IDisposable
{
    private const nuint ChunkBytes = 2 << 20;
    private const int AdviseHugePages = 14;

    private readonly List<nint> _chunks = [];
    private readonly Stack<nint> _free = new();
    private readonly Lock _lock = new();

    /// <summary>How often a buffer was rented.</summary>
    public long RentCount { get; private set; }

    /// <summary>Makes buffers before they are needed.</summary>
    public void Reserve(int count)
    {
        lock (_lock)
        {
            while (_free.Count < count)
            {
                AddChunk();
            }
        }
    }

    public byte* Rent()
    {
        lock (_lock)
        {
            if (_free.Count == 0)
            {
                AddChunk();
            }

            RentCount++;
            return (byte*)_free.Pop();
        }
    }

    public void Return(byte* buffer)
    {
        lock (_lock)
        {
            _free.Push((nint)buffer);
        }
    }

    /// <summary>Frees the memory: nothing that was rented may be used any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (nint chunk in _chunks)
            {
                NativeMemory.AlignedFree((void*)chunk);
            }

            _chunks.Clear();
            _free.Clear();
        }
    }

    private void AddChunk()
    {
        byte* chunk = (byte*)NativeMemory.AlignedAlloc(ChunkBytes, ChunkBytes);
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(chunk, ChunkBytes, AdviseHugePages);
        }

        _chunks.Add((nint)chunk);

        // Backwards, so that buffers are rented in the order of their addresses.
        for (nuint offset = ChunkBytes; offset > 0; offset -= PageContent.PageSize)
        {
            _free.Push((nint)(chunk + offset - PageContent.PageSize));
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
