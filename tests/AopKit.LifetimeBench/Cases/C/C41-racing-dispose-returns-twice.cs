// source: dotnet/corefx f47bb86d84c5  https://github.com/dotnet/corefx/commit/f47bb86d84c5
// title: Two threads that dispose of a document at once both return its array
// story: Dispose looked at the field, returned the array and then cleared the field. Two calls at one time both saw the
// array. Mended by taking it out of the field with an exchange.
//// bad
using System;
using System.Buffers;
using System.Threading;

internal sealed class TokenTable : IDisposable
{
    private byte[]? _data;

    public TokenTable(int tokens) => _data = ArrayPool<byte>.Shared.Rent(Math.Max(1, tokens) * 12);

    public int Length { get; private set; }

    public void Append(int start, int length)
    {
        byte[] data = _data ?? throw new ObjectDisposedException(nameof(TokenTable));

        if (Length + 8 > data.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(data.Length * 2);
            data.AsSpan(0, Length).CopyTo(larger);
            _data = larger;
            ArrayPool<byte>.Shared.Return(data);
            data = larger;
        }

        BitConverter.TryWriteBytes(data.AsSpan(Length), start);
        BitConverter.TryWriteBytes(data.AsSpan(Length + 4), length);
        Length += 8;
    }

    public void Dispose()
    {
        if (_data == null)
        {
            return;
        }

        ArrayPool<byte>.Shared.Return(_data); // bug
        _data = null;
        Length = 0;
    }
}

//// clean
using System;
using System.Buffers;
using System.Threading;

internal sealed class TokenTable : IDisposable
{
    private byte[]? _data;

    public TokenTable(int tokens) => _data = ArrayPool<byte>.Shared.Rent(Math.Max(1, tokens) * 12);

    public int Length { get; private set; }

    public void Append(int start, int length)
    {
        byte[] data = _data ?? throw new ObjectDisposedException(nameof(TokenTable));

        if (Length + 8 > data.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(data.Length * 2);
            data.AsSpan(0, Length).CopyTo(larger);
            _data = larger;
            ArrayPool<byte>.Shared.Return(data);
            data = larger;
        }

        BitConverter.TryWriteBytes(data.AsSpan(Length), start);
        BitConverter.TryWriteBytes(data.AsSpan(Length + 4), length);
        Length += 8;
    }

    public void Dispose()
    {
        byte[]? data = Interlocked.Exchange(ref _data, null);

        if (data == null)
        {
            return;
        }

        ArrayPool<byte>.Shared.Return(data);
        Length = 0;
    }
}
