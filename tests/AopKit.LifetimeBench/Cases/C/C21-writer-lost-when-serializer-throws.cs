// source: Gremlinq/ExRam.Gremlinq b82eb4b6cfe9  https://github.com/Gremlinq/ExRam.Gremlinq/commit/b82eb4b6cfe9
// title: A pooled buffer writer is lost when the serializer throws
// story: The factory makes a pooled buffer writer, serializes the request into it and returns it as the owner of the
// bytes. When serializing failed nobody had the writer any more.
//// bad
using System;
using System.Buffers;
using System.Text.Json;
using AopKit.Lifetimes;

internal sealed class PooledWriter : IBufferWriter<byte>, IMemoryOwner<byte>
{
    private byte[]? _array = ArrayPool<byte>.Shared.Rent(1024);
    private int _written;

    public Memory<byte> Memory => _array.AsMemory(0, _written);

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        byte[] old = _array ?? throw new ObjectDisposedException(nameof(PooledWriter));

        if (old.Length - _written < Math.Max(sizeHint, 1))
        {
            _array = ArrayPool<byte>.Shared.Rent((old.Length + sizeHint) * 2);
            old.AsSpan(0, _written).CopyTo(_array);
            ArrayPool<byte>.Shared.Return(old);
        }

        return _array.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}

internal static class RequestFactory
{
    [return: Acquires]
    public static IMemoryOwner<byte> Create(object request)
    {
        var writer = new PooledWriter(); // bug
        using var json = new Utf8JsonWriter(writer);
        JsonSerializer.Serialize(json, request); // bug

        return writer;
    }
}

//// clean
using System;
using System.Buffers;
using System.Text.Json;
using AopKit.Lifetimes;

internal sealed class PooledWriter : IBufferWriter<byte>, IMemoryOwner<byte>
{
    private byte[]? _array = ArrayPool<byte>.Shared.Rent(1024);
    private int _written;

    public Memory<byte> Memory => _array.AsMemory(0, _written);

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        byte[] old = _array ?? throw new ObjectDisposedException(nameof(PooledWriter));

        if (old.Length - _written < Math.Max(sizeHint, 1))
        {
            _array = ArrayPool<byte>.Shared.Rent((old.Length + sizeHint) * 2);
            old.AsSpan(0, _written).CopyTo(_array);
            ArrayPool<byte>.Shared.Return(old);
        }

        return _array.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}

internal static class RequestFactory
{
    [return: Acquires]
    public static IMemoryOwner<byte> Create(object request)
    {
        var writer = new PooledWriter();

        try
        {
            using var json = new Utf8JsonWriter(writer);
            JsonSerializer.Serialize(json, request);
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        return writer;
    }
}
