//// pair span-of-a-returned-array
//// bad
int Fold(Stream source)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(256);
    Span<byte> bytes = rented.AsSpan(0, source.Read(rented));
    ArrayPool<byte>.Shared.Return(rented);
    int fold = 0;
    foreach (byte b in bytes) // bug
    {
        fold ^= b; // bug
    }

    return fold;
}
//// clean
int Fold(Stream source)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(256);
    Span<byte> bytes = rented.AsSpan(0, source.Read(rented));
    int fold = 0;
    foreach (byte b in bytes)
    {
        fold ^= b;
    }

    ArrayPool<byte>.Shared.Return(rented);
    return fold;
}
//// near-miss
int Fold(Stream source)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(256);
    Span<byte> bytes = rented.AsSpan(0, source.Read(rented));
    byte[] copy = bytes.ToArray();
    int length = bytes.Length;
    ArrayPool<byte>.Shared.Return(rented);
    bytes = copy;
    return bytes[^1] + length;
}
//// pair segment-and-memory
//// bad
async Task Relay(Stream from, Stream to)
{
    byte[] array = ArrayPool<byte>.Shared.Rent(4096);
    var part = new ArraySegment<byte>(array, 0, 1024);
    Memory<byte> memory = part;
    int read = await from.ReadAsync(memory);
    ArrayPool<byte>.Shared.Return(array);
    await to.WriteAsync(memory[..read]); // bug
}
//// clean
async Task Relay(Stream from, Stream to)
{
    byte[] array = ArrayPool<byte>.Shared.Rent(4096);
    var part = new ArraySegment<byte>(array, 0, 1024);
    Memory<byte> memory = part;
    int read = await from.ReadAsync(memory);
    await to.WriteAsync(memory[..read]);
    ArrayPool<byte>.Shared.Return(array);
}
//// pair stream-over-a-returned-array
//// bad
string? FirstLine(Stream source)
{
    byte[] block = ArrayPool<byte>.Shared.Rent(1 << 16);
    MemoryStream view;
    try
    {
        view = new MemoryStream(block, 0, source.ReadAtLeast(block, block.Length, throwOnEndOfStream: false));
    }
    finally
    {
        ArrayPool<byte>.Shared.Return(block);
    }

    using var reader = new StreamReader(view); // bug
    return reader.ReadLine(); // bug
}
//// clean
string? FirstLine(Stream source)
{
    byte[] block = ArrayPool<byte>.Shared.Rent(1 << 16);
    try
    {
        var view = new MemoryStream(
            block, 0, source.ReadAtLeast(block, block.Length, throwOnEndOfStream: false));
        using var reader = new StreamReader(view);
        return reader.ReadLine();
    }
    finally
    {
        ArrayPool<byte>.Shared.Return(block);
    }
}
//// pair memory-after-owner-dispose
//// bad
async ValueTask<int> Total(Stream source, MemoryPool<byte> pool)
{
    IMemoryOwner<byte> owner = pool.Rent(64);
    Memory<byte> memory = owner.Memory;
    int read = await source.ReadAsync(memory);
    owner.Dispose();
    return read + memory.Span[0]; // bug
}
//// clean
async ValueTask<int> Total(Stream source, MemoryPool<byte> pool)
{
    IMemoryOwner<byte> owner = pool.Rent(64);
    Memory<byte> memory = owner.Memory;
    int read = await source.ReadAsync(memory);
    int total = read + memory.Span[0];
    owner.Dispose();
    return total;
}
//// pair span-leaves-the-using
//// bad
int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
{
    Span<char> lower;
    using (IMemoryOwner<char> owner = MemoryPool<char>.Shared.Rent(left.Length))
    {
        lower = owner.Memory.Span[..left.Length];
        left.ToLowerInvariant(lower);
    }

    return MemoryExtensions.SequenceCompareTo(lower, right); // bug
}
//// clean
int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
{
    using (IMemoryOwner<char> owner = MemoryPool<char>.Shared.Rent(left.Length))
    {
        Span<char> lower = owner.Memory.Span[..left.Length];
        left.ToLowerInvariant(lower);
        return MemoryExtensions.SequenceCompareTo(lower, right);
    }
}
//// pair chunks-of-a-returned-builder
//// bad
private readonly Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> _pool = null!;

void Emit(TextWriter writer, params ReadOnlySpan<int> values)
{
    StringBuilder builder = _pool.Get();
    foreach (int value in values)
    {
        builder.Append(value).Append(' ');
    }

    StringBuilder.ChunkEnumerator chunks = builder.GetChunks();
    _pool.Return(builder);
    while (chunks.MoveNext()) // bug
    {
        writer.Write(chunks.Current.Span); // bug
    }
}
//// clean
private readonly Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> _pool = null!;

void Emit(TextWriter writer, params ReadOnlySpan<int> values)
{
    StringBuilder builder = _pool.Get();
    foreach (int value in values)
    {
        builder.Append(value).Append(' ');
    }

    StringBuilder.ChunkEnumerator chunks = builder.GetChunks();
    while (chunks.MoveNext())
    {
        writer.Write(chunks.Current.Span);
    }

    _pool.Return(builder);
}
//// pair struct-with-a-span
//// bad
ref struct Cursor(Span<int> rest)
{
    private Span<int> _rest = rest;

    public int Next()
    {
        int next = _rest[0];
        _rest = _rest[1..];
        return next;
    }
}

static class Sums
{
    public static int OfTwo(int first, int second)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(2);
        (rented[0], rented[1]) = (first, second);
        var cursor = new Cursor(rented);
        int sum = cursor.Next();
        ArrayPool<int>.Shared.Return(rented);
        return sum + cursor.Next(); // bug
    }
}
//// clean
ref struct Cursor(Span<int> rest)
{
    private Span<int> _rest = rest;

    public int Next()
    {
        int next = _rest[0];
        _rest = _rest[1..];
        return next;
    }
}

static class Sums
{
    public static int OfTwo(int first, int second)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(2);
        (rented[0], rented[1]) = (first, second);
        var cursor = new Cursor(rented);
        int sum = cursor.Next() + cursor.Next();
        ArrayPool<int>.Shared.Return(rented);
        return sum;
    }
}
//// pair reader-over-a-sequence
//// bad
long Numbers(Stream source)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(64);
    int read = source.Read(rented);
    ReadOnlyMemory<byte> memory = rented.AsMemory(0, read);
    ReadOnlySpan<byte> rest = memory.Span;
    ArrayPool<byte>.Shared.Return(rented);
    long count = 0;
    while (rest is [_, .. var tail]) // bug
    {
        count++;
        rest = tail; // bug
    }

    return count;
}
//// clean
long Numbers(Stream source)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(64);
    int read = source.Read(rented);
    ReadOnlyMemory<byte> memory = rented.AsMemory(0, read);
    ReadOnlySpan<byte> rest = memory.Span;
    long count = 0;
    while (rest is [_, .. var tail])
    {
        count++;
        rest = tail;
    }

    ArrayPool<byte>.Shared.Return(rented);
    return count;
}
