//// pair try-and-finally
//// bad
string Decode(ReadOnlySpan<byte> utf8)
{
    char[] chars = ArrayPool<char>.Shared.Rent(utf8.Length);
    try
    {
        int written = Encoding.UTF8.GetChars(utf8, chars);
        var text = new string(chars, 0, written);
        ArrayPool<char>.Shared.Return(chars);
        return text;
    }
    finally
    {
        ArrayPool<char>.Shared.Return(chars); // bug
    }
}
//// clean
string Decode(ReadOnlySpan<byte> utf8)
{
    char[] chars = ArrayPool<char>.Shared.Rent(utf8.Length);
    try
    {
        int written = Encoding.UTF8.GetChars(utf8, chars);
        return new string(chars, 0, written);
    }
    finally
    {
        ArrayPool<char>.Shared.Return(chars);
    }
}
//// near-miss
string Decode(ReadOnlySpan<byte> utf8)
{
    char[]? chars = ArrayPool<char>.Shared.Rent(utf8.Length);
    try
    {
        int written = Encoding.UTF8.GetChars(utf8, chars);
        var text = new string(chars, 0, written);
        GiveBack(ref chars);
        return text;
    }
    finally
    {
        GiveBack(ref chars);
    }

    static void GiveBack(ref char[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
            rented = null;
        }
    }
}
//// pair guarded-but-not-cleared
//// bad
int Pump(Stream source, Stream target, bool small)
{
    byte[]? rented = small ? null : ArrayPool<byte>.Shared.Rent(65536);
    int read = source.Read(rented ?? new byte[128]);
    if (read == 0 && rented is not null)
    {
        ArrayPool<byte>.Shared.Return(rented);
    }

    target.Flush();
    if (rented is not null)
    {
        ArrayPool<byte>.Shared.Return(rented); // bug
    }

    return read;
}
//// clean
int Pump(Stream source, Stream target, bool small)
{
    byte[]? rented = small ? null : ArrayPool<byte>.Shared.Rent(65536);
    int read = source.Read(rented ?? new byte[128]);
    if (read == 0 && rented is not null)
    {
        ArrayPool<byte>.Shared.Return(rented);
        rented = null;
    }

    target.Flush();
    if (rented is not null)
    {
        ArrayPool<byte>.Shared.Return(rented);
    }

    return read;
}
//// pair grown-and-both-returned
//// bad
ref struct Builder
{
    private int[] _array;
    private int _count;

    public void Append(int value)
    {
        if (_count == _array.Length)
        {
            int[] old = _array;
            int[] larger = ArrayPool<int>.Shared.Rent(_count * 2);
            old.CopyTo(larger, 0);
            ArrayPool<int>.Shared.Return(_array);
            _array = larger;
            ArrayPool<int>.Shared.Return(old); // bug
        }

        _array[_count++] = value;
    }
}
//// clean
ref struct Builder
{
    private int[] _array;
    private int _count;

    public void Append(int value)
    {
        if (_count == _array.Length)
        {
            int[] old = _array;
            int[] larger = ArrayPool<int>.Shared.Rent(_count * 2);
            old.CopyTo(larger, 0);
            _array = larger;
            ArrayPool<int>.Shared.Return(old);
        }

        _array[_count++] = value;
    }
}
//// pair close-and-dispose
//// bad
sealed class Packet : IDisposable
{
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(1500);

    public Span<byte> Bytes => _bytes;

    public void Send(Stream target)
    {
        target.Write(_bytes);
        ArrayPool<byte>.Shared.Return(_bytes);
        Dispose(); // bug
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
//// clean
sealed class Packet : IDisposable
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(1500);

    public Span<byte> Bytes => _bytes;

    public void Send(Stream target)
    {
        target.Write(_bytes);
        Dispose();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
//// pair returned-for-each-part
//// bad
async Task Write(Stream target, IReadOnlyList<string> parts)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(1024);
    foreach (string part in parts)
    {
        int length = Encoding.ASCII.GetBytes(part, buffer); // bug
        await target.WriteAsync(buffer.AsMemory(0, length)); // bug
        ArrayPool<byte>.Shared.Return(buffer); // bug
    }
}
//// clean
async Task Write(Stream target, IReadOnlyList<string> parts)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(1024);
    foreach (string part in parts)
    {
        int length = Encoding.ASCII.GetBytes(part, buffer);
        await target.WriteAsync(buffer.AsMemory(0, length));
    }

    ArrayPool<byte>.Shared.Return(buffer);
}
//// pair element-and-local
//// bad
void Recycle(byte[][] rings, int at)
{
    byte[] ring = rings[at];
    ArrayPool<byte>.Shared.Return(ring, clearArray: ring.Length < 100);
    rings[at] = [];
    ArrayPool<byte>.Shared.Return(ring); // bug
}
//// clean
void Recycle(byte[][] rings, int at)
{
    byte[] ring = rings[at];
    rings[at] = [];
    ArrayPool<byte>.Shared.Return(ring, clearArray: ring.Length < 100);
}
