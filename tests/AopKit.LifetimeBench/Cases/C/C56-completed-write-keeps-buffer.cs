// source: OPCFoundation/UA-.NETStandard aa4225a5e42e
// https://github.com/OPCFoundation/UA-.NETStandard/commit/aa4225a5e42e
// title: The completion of a write returns a list of buffers but not a single buffer
// story: Writes are made with one buffer or with a list of them. The completion handler gave back what stood in the
// list and forgot the single buffer, so that each message of one chunk lost an array.
//// bad
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Net.Sockets;

internal sealed class MessageChannel(Socket socket, Action<int> written)
{
    public void Write(ReadOnlySpan<byte> message)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(message.Length); // bug
        message.CopyTo(buffer);

        var args = new SocketAsyncEventArgs();
        args.SetBuffer(buffer, 0, message.Length);
        args.Completed += OnWritten;

        if (!socket.SendAsync(args))
        {
            OnWritten(this, args);
        }
    }

    public void Write(IList<ArraySegment<byte>> chunks)
    {
        var args = new SocketAsyncEventArgs { BufferList = chunks };
        args.Completed += OnWritten;

        if (!socket.SendAsync(args))
        {
            OnWritten(this, args);
        }
    }

    private void OnWritten(object? sender, SocketAsyncEventArgs args) // bug
    {
        if (args.BufferList != null)
        {
            foreach (ArraySegment<byte> chunk in args.BufferList)
            {
                ArrayPool<byte>.Shared.Return(chunk.Array!);
            }
        }

        written(args.BytesTransferred);
        args.Dispose();
    }
}

//// clean
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Net.Sockets;

internal sealed class MessageChannel(Socket socket, Action<int> written)
{
    public void Write(ReadOnlySpan<byte> message)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(buffer);

        var args = new SocketAsyncEventArgs();
        args.SetBuffer(buffer, 0, message.Length);
        args.Completed += OnWritten;

        if (!socket.SendAsync(args))
        {
            OnWritten(this, args);
        }
    }

    public void Write(IList<ArraySegment<byte>> chunks)
    {
        var args = new SocketAsyncEventArgs { BufferList = chunks };
        args.Completed += OnWritten;

        if (!socket.SendAsync(args))
        {
            OnWritten(this, args);
        }
    }

    private void OnWritten(object? sender, SocketAsyncEventArgs args)
    {
        if (args.Buffer != null)
        {
            ArrayPool<byte>.Shared.Return(args.Buffer);
        }

        if (args.BufferList != null)
        {
            foreach (ArraySegment<byte> chunk in args.BufferList)
            {
                ArrayPool<byte>.Shared.Return(chunk.Array!);
            }
        }

        written(args.BytesTransferred);
        args.Dispose();
    }
}

//// near-miss
using System;
using System.Buffers;
using System.Net.Sockets;

internal sealed class MessageChannel(Socket socket)
{
    public void Write(ReadOnlySpan<byte> message)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(buffer);

        var args = new SocketAsyncEventArgs();
        args.SetBuffer(buffer, 0, message.Length);
        args.Completed += static (_, done) => End(done);

        // When it is pending the completion returns the buffer, when it is not nothing else does.
        if (!socket.SendAsync(args))
        {
            End(args);
        }
    }

    private static void End(SocketAsyncEventArgs args)
    {
        byte[]? buffer = args.Buffer;
        args.Dispose();

        if (buffer != null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
