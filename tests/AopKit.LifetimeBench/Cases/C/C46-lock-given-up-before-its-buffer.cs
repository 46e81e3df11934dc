// source: dotnet/corefx a08f48fcc39f  https://github.com/dotnet/corefx/commit/a08f48fcc39f
// title: A sender releases its lock first and then the buffer that the lock guards
// story: The send buffer belongs to whoever holds the semaphore. The finally released the semaphore before it returned
// the buffer: the next sender could have rented another into the field, and that one went back to the pool.
//// bad
using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal sealed class FrameSender(Stream stream)
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[]? _buffer;

    public async Task SendAsync(ReadOnlyMemory<byte> payload, CancellationToken token)
    {
        await _sending.WaitAsync(token).ConfigureAwait(false);

        try
        {
            int size = WriteFrame(payload.Span);
            await stream.WriteAsync(_buffer.AsMemory(0, size), token).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release(); // bug
            ReleaseBuffer(); // bug
        }
    }

    private int WriteFrame(ReadOnlySpan<byte> payload)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(payload.Length + 2);
        _buffer[0] = 0x82;
        _buffer[1] = (byte)payload.Length;
        payload.CopyTo(_buffer.AsSpan(2));
        return payload.Length + 2;
    }

    private void ReleaseBuffer()
    {
        if (_buffer is { } old)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}

//// clean
using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal sealed class FrameSender(Stream stream)
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[]? _buffer;

    public async Task SendAsync(ReadOnlyMemory<byte> payload, CancellationToken token)
    {
        await _sending.WaitAsync(token).ConfigureAwait(false);

        try
        {
            int size = WriteFrame(payload.Span);
            await stream.WriteAsync(_buffer.AsMemory(0, size), token).ConfigureAwait(false);
        }
        finally
        {
            ReleaseBuffer();
            _sending.Release();
        }
    }

    private int WriteFrame(ReadOnlySpan<byte> payload)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(payload.Length + 2);
        _buffer[0] = 0x82;
        _buffer[1] = (byte)payload.Length;
        payload.CopyTo(_buffer.AsSpan(2));
        return payload.Length + 2;
    }

    private void ReleaseBuffer()
    {
        if (_buffer is { } old)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
