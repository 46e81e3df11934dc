// source: SixLabors/ImageSharp 03d0b63c7c5d  https://github.com/SixLabors/ImageSharp/commit/03d0b63c7c5d
// title: A chunk that was read comes with pooled data, and the branch that needs only its length drops it
// story: Reading a chunk rents memory for its data. For a data chunk the decoder returned the length alone and never
// disposed of the memory.
//// bad
using System;
using System.Buffers;
using System.IO;
using AopKit.Lifetimes;

internal enum ChunkKind
{
    Header,
    Data,
}

internal readonly struct Chunk([Owned] IMemoryOwner<byte>? data, int length, ChunkKind kind)
{
    public IMemoryOwner<byte>? Data { get; } = data;

    public int Length { get; } = length;

    public ChunkKind Kind { get; } = kind;
}

internal sealed class ChunkReader(Stream stream) : IDisposable
{
    private Chunk? _next;

    public void Dispose() => _next?.Data?.Dispose();

    public int ReadNextDataLength()
    {
        if (_next != null)
        {
            return 0;
        }

        if (TryReadChunk(out Chunk chunk)) // bug
        {
            if (chunk.Kind == ChunkKind.Data)
            {
                return chunk.Length; // bug
            }

            _next = chunk;
        }

        return 0;
    }

    private bool TryReadChunk([Acquires] out Chunk chunk)
    {
        int length = stream.ReadByte();

        if (length < 0)
        {
            chunk = default;
            return false;
        }

        IMemoryOwner<byte> data = MemoryPool<byte>.Shared.Rent(length);
        stream.ReadExactly(data.Memory.Span.Slice(0, length));
        chunk = new Chunk(data, length, length > 64 ? ChunkKind.Data : ChunkKind.Header);
        return true;
    }
}

//// clean
using System;
using System.Buffers;
using System.IO;
using AopKit.Lifetimes;

internal enum ChunkKind
{
    Header,
    Data,
}

internal readonly struct Chunk([Owned] IMemoryOwner<byte>? data, int length, ChunkKind kind)
{
    public IMemoryOwner<byte>? Data { get; } = data;

    public int Length { get; } = length;

    public ChunkKind Kind { get; } = kind;
}

internal sealed class ChunkReader(Stream stream) : IDisposable
{
    private Chunk? _next;

    public void Dispose() => _next?.Data?.Dispose();

    public int ReadNextDataLength()
    {
        if (_next != null)
        {
            return 0;
        }

        if (TryReadChunk(out Chunk chunk))
        {
            if (chunk.Kind == ChunkKind.Data)
            {
                chunk.Data?.Dispose();
                return chunk.Length;
            }

            _next = chunk;
        }

        return 0;
    }

    private bool TryReadChunk([Acquires] out Chunk chunk)
    {
        int length = stream.ReadByte();

        if (length < 0)
        {
            chunk = default;
            return false;
        }

        IMemoryOwner<byte> data = MemoryPool<byte>.Shared.Rent(length);
        stream.ReadExactly(data.Memory.Span.Slice(0, length));
        chunk = new Chunk(data, length, length > 64 ? ChunkKind.Data : ChunkKind.Header);
        return true;
    }
}
