// source: Azure/DotNetty 4ef2a0b2e7f1  https://github.com/Azure/DotNetty/commit/4ef2a0b2e7f1
// title: A list shared by all writes of a thread is handed to a send that is still pending
// story: The segments to be written are gathered in one list per thread, which the next write fills anew. When the
// socket could not take all of it, that list went to the asynchronous send. Mended by a copy.
//// bad
using System;
using System.Collections.Generic;
using System.Net.Sockets;
using AopKit.Lifetimes;

internal sealed class OutboundQueue
{
    [ThreadStatic]
    private static List<ArraySegment<byte>>? t_shared;

    private readonly Queue<byte[]> _pending = new();

    [return: Borrowed]
    public List<ArraySegment<byte>> GatherShared()
    {
        List<ArraySegment<byte>> shared = t_shared ??= [];
        shared.Clear();

        foreach (byte[] message in _pending)
        {
            shared.Add(message);
        }

        return shared;
    }

    public void RemoveBytes(int count)
    {
        while (_pending.TryPeek(out byte[]? first) && first.Length <= count)
        {
            count -= first.Length;
            _pending.Dequeue();
        }
    }
}

internal sealed class SocketChannel(Socket socket) : IDisposable
{
    private readonly SocketAsyncEventArgs _send = new();

    public void Dispose() => _send.Dispose();

    public void Flush(OutboundQueue queue)
    {
        List<ArraySegment<byte>> buffers = queue.GatherShared();
        int total = 0;

        foreach (ArraySegment<byte> buffer in buffers)
        {
            total += buffer.Count;
        }

        int written = socket.Send(buffers, SocketFlags.None, out SocketError error);

        if (error == SocketError.Success && written < total)
        {
            _send.BufferList = buffers; // bug
            socket.SendAsync(_send);
        }

        queue.RemoveBytes(written);
    }
}

//// clean
using System;
using System.Collections.Generic;
using System.Net.Sockets;
using AopKit.Lifetimes;

internal sealed class OutboundQueue
{
    [ThreadStatic]
    private static List<ArraySegment<byte>>? t_shared;

    private readonly Queue<byte[]> _pending = new();

    [return: Borrowed]
    public List<ArraySegment<byte>> GatherShared()
    {
        List<ArraySegment<byte>> shared = t_shared ??= [];
        shared.Clear();

        foreach (byte[] message in _pending)
        {
            shared.Add(message);
        }

        return shared;
    }

    public void RemoveBytes(int count)
    {
        while (_pending.TryPeek(out byte[]? first) && first.Length <= count)
        {
            count -= first.Length;
            _pending.Dequeue();
        }
    }
}

internal sealed class SocketChannel(Socket socket) : IDisposable
{
    private readonly SocketAsyncEventArgs _send = new();

    public void Dispose() => _send.Dispose();

    public void Flush(OutboundQueue queue)
    {
        List<ArraySegment<byte>> buffers = queue.GatherShared();
        int total = 0;

        foreach (ArraySegment<byte> buffer in buffers)
        {
            total += buffer.Count;
        }

        int written = socket.Send(buffers, SocketFlags.None, out SocketError error);

        if (error == SocketError.Success && written < total)
        {
            _send.BufferList = buffers.ToArray();
            socket.SendAsync(_send);
        }

        queue.RemoveBytes(written);
    }
}
