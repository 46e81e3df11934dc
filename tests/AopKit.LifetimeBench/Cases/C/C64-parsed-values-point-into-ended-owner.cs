// source: microsoft/garnet 1cb0a98a22e9  https://github.com/microsoft/garnet/commit/1cb0a98a22e9
// title: Values parsed from a reply are returned as memory of the owner that the finally disposes of
// story: A reply comes in pooled memory. The method cut it into slices, disposed of the owner in its finally and
// returned the slices. Mended by copying the values into memory of the session first.
//// bad
using System;
using System.Buffers;
using System.Collections.Generic;
using AopKit.Lifetimes;

internal sealed class ReplyReader(Func<IMemoryOwner<byte>> read)
{
    public IReadOnlyList<ReadOnlyMemory<byte>> ReadArray()
    {
        var values = new List<ReadOnlyMemory<byte>>();
        IMemoryOwner<byte> reply = ReadReply();

        try
        {
            ReadOnlyMemory<byte> rest = reply.Memory;

            while (rest.Length > 0 && rest.Span[0] is var length and > 0)
            {
                values.Add(rest.Slice(1, length)); // bug
                rest = rest.Slice(1 + length);
            }
        }
        finally
        {
            reply.Dispose(); // bug
        }

        return values; // bug
    }

    [return: Acquires]
    private IMemoryOwner<byte> ReadReply() => read();
}

//// clean
using System;
using System.Buffers;
using System.Collections.Generic;
using AopKit.Lifetimes;

internal sealed class ReplyReader(Func<IMemoryOwner<byte>> read)
{
    public IReadOnlyList<ReadOnlyMemory<byte>> ReadArray()
    {
        var values = new List<ReadOnlyMemory<byte>>();
        IMemoryOwner<byte> reply = ReadReply();

        try
        {
            ReadOnlyMemory<byte> rest = reply.Memory;

            while (rest.Length > 0 && rest.Span[0] is var length and > 0)
            {
                byte[] copy = GC.AllocateUninitializedArray<byte>(length, pinned: true);
                rest.Slice(1, length).CopyTo(copy);
                values.Add(copy);
                rest = rest.Slice(1 + length);
            }
        }
        finally
        {
            reply.Dispose();
        }

        return values;
    }

    [return: Acquires]
    private IMemoryOwner<byte> ReadReply() => read();
}
