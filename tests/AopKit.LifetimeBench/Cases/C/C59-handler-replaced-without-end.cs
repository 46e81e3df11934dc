// source: mysql-net/MySqlConnector cc241f0b1f04  https://github.com/mysql-net/MySqlConnector/commit/cc241f0b1f04
// title: A property takes a new handler and forgets to dispose of the one it had
// story: When a connection is upgraded its byte handler is replaced. The setter overwrote the field, and the old
// handler with its event arguments and buffer was never ended.
//// bad
using System;
using System.Buffers;
using System.Net.Sockets;
using AopKit.Lifetimes;

internal sealed class ByteHandler : IDisposable
{
    private readonly SocketAsyncEventArgs _args = new();
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);

    public ByteHandler(Socket socket)
    {
        _args.AcceptSocket = socket;
        _args.SetBuffer(_buffer);
    }

    public void Dispose()
    {
        _args.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }
}

internal sealed class PayloadHandler([Owned] ByteHandler handler) : IDisposable
{
    [Owned]
    private ByteHandler? _handler = handler;

    public ByteHandler Handler
    {
        get => _handler ?? throw new ObjectDisposedException(nameof(PayloadHandler));
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _handler = value; // bug
        }
    }

    public void Dispose()
    {
        _handler?.Dispose();
        _handler = null;
    }
}

//// clean
using System;
using System.Buffers;
using System.Net.Sockets;
using AopKit.Lifetimes;

internal sealed class ByteHandler : IDisposable
{
    private readonly SocketAsyncEventArgs _args = new();
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);

    public ByteHandler(Socket socket)
    {
        _args.AcceptSocket = socket;
        _args.SetBuffer(_buffer);
    }

    public void Dispose()
    {
        _args.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }
}

internal sealed class PayloadHandler([Owned] ByteHandler handler) : IDisposable
{
    [Owned]
    private ByteHandler? _handler = handler;

    public ByteHandler Handler
    {
        get => _handler ?? throw new ObjectDisposedException(nameof(PayloadHandler));
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ByteHandler? old = _handler;
            _handler = value;
            old?.Dispose();
        }
    }

    public void Dispose()
    {
        _handler?.Dispose();
        _handler = null;
    }
}
