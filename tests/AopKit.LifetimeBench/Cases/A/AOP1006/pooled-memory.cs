//// pair returned-in-finally
//// bad
byte[] Read(Stream source, int count)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(count);
    try
    {
        source.ReadExactly(buffer, 0, count);
        return buffer; // bug
    }
    finally
    {
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
//// clean
byte[] Read(Stream source, int count)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(count);
    try
    {
        source.ReadExactly(buffer, 0, count);
        return buffer[..count];
    }
    finally
    {
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
//// near-miss
byte[] Read(Stream source, int count)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(count);
    bool done = false;
    try
    {
        source.ReadExactly(buffer, 0, count);
        done = true;
        return buffer;
    }
    finally
    {
        if (!done)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
//// pair segment-of-a-returned-array
//// bad
ArraySegment<char> Upper(string text)
{
    char[] chars = ArrayPool<char>.Shared.Rent(text.Length);
    int written = text.AsSpan().ToUpperInvariant(chars);
    var upper = new ArraySegment<char>(chars, 0, written);
    ArrayPool<char>.Shared.Return(chars);
    return upper; // bug
}
//// clean
string Upper(string text)
{
    char[] chars = ArrayPool<char>.Shared.Rent(text.Length);
    int written = text.AsSpan().ToUpperInvariant(chars);
    var upper = new string(chars, 0, written);
    ArrayPool<char>.Shared.Return(chars);
    return upper;
}
//// pair memory-of-a-using
//// bad
async ValueTask<ReadOnlyMemory<byte>> Receive(Stream source, CancellationToken stop)
{
    using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent();
    int read = await source.ReadAsync(owner.Memory, stop).ConfigureAwait(false);
    return owner.Memory[..read]; // bug
}
//// clean
async ValueTask<ReadOnlyMemory<byte>> Receive(Stream source, CancellationToken stop)
{
    using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent();
    int read = await source.ReadAsync(owner.Memory, stop).ConfigureAwait(false);
    return owner.Memory[..read].ToArray();
}
//// pair owner-itself
//// bad
IMemoryOwner<int> Squares(int count)
{
    using (IMemoryOwner<int> squares = MemoryPool<int>.Shared.Rent(count))
    {
        for (int i = 0; i < count; i++)
        {
            squares.Memory.Span[i] = i * i;
        }

        return squares; // bug
    }
}
//// clean
IMemoryOwner<int> Squares(int count)
{
    IMemoryOwner<int> squares = MemoryPool<int>.Shared.Rent(count);
    for (int i = 0; i < count; i++)
    {
        squares.Memory.Span[i] = i * i;
    }

    return squares;
}
//// pair pair-of-array-and-length
//// bad
(byte[] Bytes, int Length) Encode(string text, ArrayPool<byte> pool)
{
    byte[] bytes = pool.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
    int length = Encoding.UTF8.GetBytes(text, bytes);
    pool.Return(bytes);
    return (bytes, length); // bug
}
//// clean
(byte[] Bytes, int Length) Encode(string text, ArrayPool<byte> pool)
{
    byte[] bytes = pool.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
    int length = Encoding.UTF8.GetBytes(text, bytes);
    return (bytes, length);
}
//// pair builder-of-the-pool
//// bad
private readonly Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> _pool = null!;

StringBuilder Build(ReadOnlySpan<string> words)
{
    StringBuilder builder = _pool.Get();
    foreach (string word in words)
    {
        builder.Append(word);
    }

    try
    {
        return builder; // bug
    }
    finally
    {
        _pool.Return(builder);
    }
}
//// clean
private readonly Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> _pool = null!;

string Build(ReadOnlySpan<string> words)
{
    StringBuilder builder = _pool.Get();
    foreach (string word in words)
    {
        builder.Append(word);
    }

    try
    {
        return builder.ToString();
    }
    finally
    {
        _pool.Return(builder);
    }
}
//// pair task-over-a-returned-array
//// bad
Task Send(Stream target, ReadOnlySpan<byte> message)
{
    byte[] copy = ArrayPool<byte>.Shared.Rent(message.Length);
    try
    {
        message.CopyTo(copy);
        return target.WriteAsync(copy, 0, message.Length); // bug
    }
    finally
    {
        ArrayPool<byte>.Shared.Return(copy);
    }
}
//// clean
Task Send(Stream target, ReadOnlySpan<byte> message)
{
    byte[] copy = ArrayPool<byte>.Shared.Rent(message.Length);
    message.CopyTo(copy);
    return Finish(target, copy, message.Length);

    static async Task Finish(Stream target, byte[] rented, int length)
    {
        try
        {
            await target.WriteAsync(rented, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
//// pair lazy-query-over-a-returned-array
//// bad
IEnumerable<int> Positive(Stream source)
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(64);
    int read = source.Read(bytes);
    IEnumerable<int> positive = bytes.Take(read).Select(b => b - 128).Where(b => b > 0);
    ArrayPool<byte>.Shared.Return(bytes);
    return positive; // bug
}
//// clean
IEnumerable<int> Positive(Stream source)
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(64);
    int read = source.Read(bytes);
    List<int> positive = bytes.Take(read).Select(b => b - 128).Where(b => b > 0).ToList();
    ArrayPool<byte>.Shared.Return(bytes);
    return positive;
}
//// pair helper-ends-before-the-return
//// bad
ReadOnlyMemory<char> Quoted(string text)
{
    IMemoryOwner<char> owner = MemoryPool<char>.Shared.Rent(text.Length + 2);
    Memory<char> quoted = owner.Memory[..(text.Length + 2)];
    quoted.Span.Fill('"');
    text.CopyTo(quoted.Span[1..]);
    Give(owner);
    return quoted; // bug
}

private static void Give(IMemoryOwner<char> owner) => owner.Dispose();
//// clean
string Quoted(string text)
{
    IMemoryOwner<char> owner = MemoryPool<char>.Shared.Rent(text.Length + 2);
    Memory<char> quoted = owner.Memory[..(text.Length + 2)];
    quoted.Span.Fill('"');
    text.CopyTo(quoted.Span[1..]);
    string result = quoted.ToString();
    Give(owner);
    return result;
}

private static void Give(IMemoryOwner<char> owner) => owner.Dispose();
//// pair local-function-returns-it
//// bad
List<string> Split(Microsoft.Extensions.ObjectPool.ObjectPool<List<string>> pool, string text)
{
    List<string> parts = pool.Get();
    return Finish();

    List<string> Finish()
    {
        parts.AddRange(text.Split(','));
        pool.Return(parts);
        return parts; // bug
    }
}
//// clean
List<string> Split(Microsoft.Extensions.ObjectPool.ObjectPool<List<string>> pool, string text)
{
    List<string> parts = pool.Get();
    return Finish();

    List<string> Finish()
    {
        parts.AddRange(text.Split(','));
        return parts;
    }
}
