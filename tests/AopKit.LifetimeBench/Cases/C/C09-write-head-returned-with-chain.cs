// source: dotnet/orleans f93d7d3beb4f  https://github.com/dotnet/orleans/commit/f93d7d3beb4f
// title: A reset buffer returns the segment at its write head twice
// story: A segmented buffer returns each segment of its chain and then the segment that is being written. The latter
// can already be linked into the chain, and its array went to the pool twice. Mended by stopping at the write head.
//// bad
using System;
using System.Buffers;

internal sealed class Segment
{
    private byte[]? _array = ArrayPool<byte>.Shared.Rent(4096);

    public Segment? Next { get; set; }

    public int Used { get; set; }

    public Span<byte> Free => _array.AsSpan(Used);

    public void Return()
    {
        ArrayPool<byte>.Shared.Return(_array!);
        Used = 0;
    }
}

internal sealed class SegmentedBuffer : IDisposable
{
    private Segment? _first;
    private Segment? _last;
    private Segment? _writeHead;

    public void Write(ReadOnlySpan<byte> data)
    {
        if (_writeHead == null || _writeHead.Free.Length < data.Length)
        {
            Commit();
            _writeHead = new Segment();
        }

        data.CopyTo(_writeHead.Free);
        _writeHead.Used += data.Length;
    }

    public void Commit()
    {
        if (_writeHead == null || ReferenceEquals(_last, _writeHead))
        {
            return;
        }

        if (_first == null)
        {
            _first = _writeHead;
        }
        else
        {
            _last!.Next = _writeHead;
        }

        _last = _writeHead;
    }

    public void Dispose()
    {
        for (Segment? current = _first; current != null; current = current.Next)
        {
            current.Return(); // bug
        }

        _writeHead?.Return(); // bug
        _first = _last = _writeHead = null;
    }
}

//// clean
using System;
using System.Buffers;

internal sealed class Segment
{
    private byte[]? _array = ArrayPool<byte>.Shared.Rent(4096);

    public Segment? Next { get; set; }

    public int Used { get; set; }

    public Span<byte> Free => _array.AsSpan(Used);

    public void Return()
    {
        ArrayPool<byte>.Shared.Return(_array!);
        Used = 0;
    }
}

internal sealed class SegmentedBuffer : IDisposable
{
    private Segment? _first;
    private Segment? _last;
    private Segment? _writeHead;

    public void Write(ReadOnlySpan<byte> data)
    {
        if (_writeHead == null || _writeHead.Free.Length < data.Length)
        {
            Commit();
            _writeHead = new Segment();
        }

        data.CopyTo(_writeHead.Free);
        _writeHead.Used += data.Length;
    }

    public void Commit()
    {
        if (_writeHead == null || ReferenceEquals(_last, _writeHead))
        {
            return;
        }

        if (_first == null)
        {
            _first = _writeHead;
        }
        else
        {
            _last!.Next = _writeHead;
        }

        _last = _writeHead;
    }

    public void Dispose()
    {
        for (Segment? current = _first; current != null && current != _writeHead; current = current.Next)
        {
            current.Return();
        }

        _writeHead?.Return();
        _first = _last = _writeHead = null;
    }
}
