using System;
using System.Buffers;
using AopKit.Lifetimes;

// AOP2004: the copy does not hear that the array was returned, and returns it again.
[MoveOnly]
struct Scratch(int length) : IDisposable
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(length);

    public readonly Span<byte> Bytes => _bytes;

    public void Dispose()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

static class Padding
{
    public static void Write(int length)
    {
        using Scratch scratch = new(length);
        Clear(scratch);
    }

    private static void Clear(Scratch scratch)
    {
        scratch.Bytes.Clear();
        scratch.Dispose();
    }
}
