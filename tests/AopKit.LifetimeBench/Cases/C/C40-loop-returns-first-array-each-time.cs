// source: dotnet/corefx ae4f02a82058  https://github.com/dotnet/corefx/commit/ae4f02a82058
// title: A clean-up loop looks at the first element in each round
// story: The contents of a file were decrypted into rented arrays that Dispose returns in a loop. The loop indexed with
// 0 instead of its variable: the first array was returned as often as there are elements, the others not at all.
//// bad
using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading;

internal struct Content
{
    public string? Kind;

    public ReadOnlyMemory<byte> Data;
}

internal sealed class ContainerReader : IDisposable
{
    private const string Decrypted = "decrypted";

    private Content[]? _contents = new Content[8];
    private int _count;

    public void AddDecrypted(ReadOnlySpan<byte> data)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(rented);
        _contents![_count++] = new Content { Kind = Decrypted, Data = rented.AsMemory(0, data.Length) };
    }

    public void Dispose()
    {
        Content[]? contents = Interlocked.Exchange(ref _contents, null);

        if (contents == null)
        {
            return;
        }

        for (int i = 0; i < contents.Length; i++)
        {
            string? kind = contents[0].Kind;

            if (kind == null)
            {
                break;
            }

            if (kind == Decrypted)
            {
                ReadOnlyMemory<byte> data = contents[0].Data; // bug
                MemoryMarshal.TryGetArray(data, out ArraySegment<byte> segment);
                CryptographicClear(segment);
                ArrayPool<byte>.Shared.Return(segment.Array!); // bug
            }
        }
    }

    private static void CryptographicClear(ArraySegment<byte> segment) => segment.AsSpan().Clear();
}

//// clean
using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading;

internal struct Content
{
    public string? Kind;

    public ReadOnlyMemory<byte> Data;
}

internal sealed class ContainerReader : IDisposable
{
    private const string Decrypted = "decrypted";

    private Content[]? _contents = new Content[8];
    private int _count;

    public void AddDecrypted(ReadOnlySpan<byte> data)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(rented);
        _contents![_count++] = new Content { Kind = Decrypted, Data = rented.AsMemory(0, data.Length) };
    }

    public void Dispose()
    {
        Content[]? contents = Interlocked.Exchange(ref _contents, null);

        if (contents == null)
        {
            return;
        }

        for (int i = 0; i < contents.Length; i++)
        {
            string? kind = contents[i].Kind;

            if (kind == null)
            {
                break;
            }

            if (kind == Decrypted)
            {
                ReadOnlyMemory<byte> data = contents[i].Data;
                MemoryMarshal.TryGetArray(data, out ArraySegment<byte> segment);
                CryptographicClear(segment);
                ArrayPool<byte>.Shared.Return(segment.Array!);
            }
        }
    }

    private static void CryptographicClear(ArraySegment<byte> segment) => segment.AsSpan().Clear();
}
