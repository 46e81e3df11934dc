// source: adamhathcock/sharpcompress 875c2d76943d  https://github.com/adamhathcock/sharpcompress/commit/875c2d76943d
// title: A stream that is disposed twice returns its cache array twice
// story: The stream rents its cache in a field initializer and returns it in Dispose without noticing that this was
// done already; callers that dispose a stream twice, as they may, put one array into the pool twice.
//// bad
using System;
using System.Buffers;
using System.IO;

internal sealed class CachedSection : IDisposable
{
    private readonly byte[] _cache = ArrayPool<byte>.Shared.Rent(81920);
    private readonly Stream _stream;
    private long _left;
    private int _offset;
    private int _length;

    public CachedSection(Stream stream, long length)
    {
        _stream = stream;
        _left = length;
    }

    public int Read(Span<byte> target)
    {
        if (_offset == _length)
        {
            Refill(_cache);
        }

        int count = Math.Min(target.Length, _length - _offset);
        _cache.AsSpan(_offset, count).CopyTo(target);
        _offset += count;
        return count;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_cache); // bug
    }

    private void Refill(byte[] cache)
    {
        _offset = 0;
        _length = _stream.Read(cache, 0, (int)Math.Min(_left, cache.Length));
        _left -= _length;
    }
}

//// clean
using System;
using System.Buffers;
using System.IO;

internal sealed class CachedSection : IDisposable
{
    private byte[]? _cache = ArrayPool<byte>.Shared.Rent(81920);
    private readonly Stream _stream;
    private long _left;
    private int _offset;
    private int _length;
    private bool _disposed;

    public CachedSection(Stream stream, long length)
    {
        _stream = stream;
        _left = length;
    }

    public int Read(Span<byte> target)
    {
        if (_offset == _length)
        {
            Refill(_cache ?? throw new ObjectDisposedException(nameof(CachedSection)));
        }

        int count = Math.Min(target.Length, _length - _offset);
        _cache.AsSpan(_offset, count).CopyTo(target);
        _offset += count;
        return count;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;

        if (_cache is not null)
        {
            ArrayPool<byte>.Shared.Return(_cache);
            _cache = null;
        }
    }

    private void Refill(byte[] cache)
    {
        _offset = 0;
        _length = _stream.Read(cache, 0, (int)Math.Min(_left, cache.Length));
        _left -= _length;
    }
}

//// near-miss
using System;
using System.Buffers;
using System.Threading;

internal sealed class CachedSection : IDisposable
{
    private byte[]? _cache = ArrayPool<byte>.Shared.Rent(81920);

    public byte First => (_cache ?? throw new ObjectDisposedException(nameof(CachedSection)))[0];

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _cache, null) is { } cache)
        {
            ArrayPool<byte>.Shared.Return(cache);
        }
    }
}

internal static class Sections
{
    public static byte Peek()
    {
        using var section = new CachedSection();
        byte first = section.First;
        section.Dispose();
        return first;
    }
}
