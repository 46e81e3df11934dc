// source: rabbitmq/rabbitmq-dotnet-client 3bd79613a1bd
// https://github.com/rabbitmq/rabbitmq-dotnet-client/commit/3bd79613a1bd
// title: The caller declares the body's owner handed over before the callee has taken hold of it
// story: The publisher sets its "transferred" flag and then calls the transmitter. If serializing throws there, neither
// the caller's finally nor a frame disposes of the owner. Mended by a catch in the transmitter.
//// bad
using System;
using System.Buffers;
using System.Threading.Tasks;
using AopKit.Lifetimes;

internal readonly struct Frame : IDisposable
{
    private readonly IMemoryOwner<byte>? _head;
    private readonly IDisposable? _body;

    public Frame([Owned] IMemoryOwner<byte> head, [Owned] IDisposable body) => (_head, _body) = (head, body);

    public bool IsEmpty => _head == null;

    public void Dispose()
    {
        _head?.Dispose();
        _body?.Dispose();
    }
}

internal sealed class Session(Func<Frame, ValueTask> write)
{
    public async ValueTask PublishAsync(ReadOnlyMemory<byte> body)
    {
        IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(body.Length); // bug
        bool transferred = false;

        try
        {
            body.CopyTo(owner.Memory);
            transferred = true; // bug
            await TransmitAsync(owner).ConfigureAwait(false);
        }
        finally
        {
            if (!transferred)
            {
                owner.Dispose();
            }
        }
    }

    private ValueTask TransmitAsync([Owned] IMemoryOwner<byte> body)
    {
        Frame frame = Serialize(body); // bug
        return write(frame);
    }

    private static Frame Serialize([Owned] IMemoryOwner<byte> body) =>
        new(MemoryPool<byte>.Shared.Rent(64), body);
}

//// clean
using System;
using System.Buffers;
using System.Threading.Tasks;
using AopKit.Lifetimes;

internal readonly struct Frame : IDisposable
{
    private readonly IMemoryOwner<byte>? _head;
    private readonly IDisposable? _body;

    public Frame([Owned] IMemoryOwner<byte> head, [Owned] IDisposable body) => (_head, _body) = (head, body);

    public bool IsEmpty => _head == null;

    public void Dispose()
    {
        _head?.Dispose();
        _body?.Dispose();
    }
}

internal sealed class Session(Func<Frame, ValueTask> write)
{
    public async ValueTask PublishAsync(ReadOnlyMemory<byte> body)
    {
        IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(body.Length);
        bool transferred = false;

        try
        {
            body.CopyTo(owner.Memory);
            transferred = true;
            await TransmitAsync(owner).ConfigureAwait(false);
        }
        finally
        {
            if (!transferred)
            {
                owner.Dispose();
            }
        }
    }

    private ValueTask TransmitAsync([Owned] IMemoryOwner<byte> body)
    {
        Frame frame = default;

        try
        {
            frame = Serialize(body);
            return write(frame);
        }
        catch
        {
            if (frame.IsEmpty)
            {
                body.Dispose();
            }
            else
            {
                frame.Dispose();
            }

            throw;
        }
    }

    private static Frame Serialize([Owned] IMemoryOwner<byte> body) =>
        new(MemoryPool<byte>.Shared.Rent(64), body);
}
