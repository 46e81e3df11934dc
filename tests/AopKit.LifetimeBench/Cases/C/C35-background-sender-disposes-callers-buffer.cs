// source: mongodb/mongo-csharp-driver 972a64864611  https://github.com/mongodb/mongo-csharp-driver/commit/972a64864611
// title: The background sender disposes of a buffer that its caller disposes of as well
// story: A caller encodes into a buffer of pooled chunks inside a using statement and waits until the background task
// has sent it. The background task had put the entry's buffer into a using statement of its own.
//// bad
using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

internal sealed class ChunkBuffer(int size) : IDisposable
{
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(size);

    public Memory<byte> Bytes => _chunk.AsMemory(0, size);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_chunk);
}

internal sealed record Outbound(ChunkBuffer Buffer, TaskCompletionSource Sent);

internal sealed class Connection(Stream stream)
{
    private readonly Channel<Outbound> _outbound = Channel.CreateUnbounded<Outbound>();

    public async Task SendAsync(byte[] message)
    {
        using var buffer = new ChunkBuffer(message.Length); // bug
        message.CopyTo(buffer.Bytes);
        var entry = new Outbound(buffer, new TaskCompletionSource());
        _outbound.Writer.TryWrite(entry);
        await entry.Sent.Task.ConfigureAwait(false);
    }

    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            Outbound entry = await _outbound.Reader.ReadAsync(token).ConfigureAwait(false);
            using ChunkBuffer buffer = entry.Buffer; // bug

            try
            {
                await stream.WriteAsync(buffer.Bytes, token).ConfigureAwait(false);
                entry.Sent.TrySetResult();
            }
            catch (Exception failure)
            {
                entry.Sent.TrySetException(failure);
                throw;
            }
        }
    }
}

//// clean
using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

internal sealed class ChunkBuffer(int size) : IDisposable
{
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(size);

    public Memory<byte> Bytes => _chunk.AsMemory(0, size);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_chunk);
}

internal sealed record Outbound(ChunkBuffer Buffer, TaskCompletionSource Sent);

internal sealed class Connection(Stream stream)
{
    private readonly Channel<Outbound> _outbound = Channel.CreateUnbounded<Outbound>();

    public async Task SendAsync(byte[] message)
    {
        using var buffer = new ChunkBuffer(message.Length);
        message.CopyTo(buffer.Bytes);
        var entry = new Outbound(buffer, new TaskCompletionSource());
        _outbound.Writer.TryWrite(entry);
        await entry.Sent.Task.ConfigureAwait(false);
    }

    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            Outbound entry = await _outbound.Reader.ReadAsync(token).ConfigureAwait(false);

            try
            {
                await stream.WriteAsync(entry.Buffer.Bytes, token).ConfigureAwait(false);
                entry.Sent.TrySetResult();
            }
            catch (Exception failure)
            {
                entry.Sent.TrySetException(failure);
                throw;
            }
        }
    }
}
