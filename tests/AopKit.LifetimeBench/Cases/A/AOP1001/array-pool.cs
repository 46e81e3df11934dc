//// pair returned-then-written
//// bad
int Count(Stream source)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(512);
    int read = source.Read(buffer, 0, 512);
    ArrayPool<byte>.Shared.Return(buffer);
    buffer[0] = 0; // bug
    return read;
}
//// clean
int Count(Stream source)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(512);
    int read = source.Read(buffer, 0, 512);
    buffer[0] = 0;
    ArrayPool<byte>.Shared.Return(buffer);
    return read;
}
//// near-miss
int Count(Stream source, int larger)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(512);
    int read = source.Read(buffer, 0, 512);
    ArrayPool<byte>.Shared.Return(buffer);
    if (larger > 512)
    {
        buffer = ArrayPool<byte>.Shared.Rent(larger);
        buffer[0] = 0;
        ArrayPool<byte>.Shared.Return(buffer);
    }

    return read;
}
//// pair finally-then-copy
//// bad
byte[] Load(Stream source, int size)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(size);
    int read = 0;
    try
    {
        read = source.Read(rented, 0, size);
    }
    finally
    {
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    byte[] result = new byte[read];
    Array.Copy(rented, result, read); // bug
    return result;
}
//// clean
byte[] Load(Stream source, int size)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(size);
    byte[] result;
    try
    {
        int read = source.Read(rented, 0, size);
        result = new byte[read];
        Array.Copy(rented, result, read);
    }
    finally
    {
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    return result;
}
//// pair alias
//// bad
int Sum(ArrayPool<int> pool, ReadOnlySpan<int> values)
{
    int[] work = pool.Rent(values.Length);
    int[] sorted = work;
    values.CopyTo(work);
    Array.Sort(sorted, 0, values.Length);
    pool.Return(work);
    return sorted[0] + 1; // bug
}
//// clean
int Sum(ArrayPool<int> pool, ReadOnlySpan<int> values)
{
    int[] work = pool.Rent(values.Length);
    int[] sorted = work;
    values.CopyTo(work);
    Array.Sort(sorted, 0, values.Length);
    int smallest = sorted[0] + 1;
    pool.Return(work);
    return smallest;
}
//// pair grown-in-the-wrong-order
//// bad
char[] Grow(char[] full, int length)
{
    char[] larger = ArrayPool<char>.Shared.Rent(full.Length * 2);
    ArrayPool<char>.Shared.Return(full);
    full.AsSpan(0, length).CopyTo(larger); // bug
    return larger;
}
//// clean
char[] Grow(char[] full, int length)
{
    char[] larger = ArrayPool<char>.Shared.Rent(full.Length * 2);
    full.AsSpan(0, length).CopyTo(larger);
    ArrayPool<char>.Shared.Return(full);
    return larger;
}
//// near-miss
char[] Grow(ref char[] full, int length)
{
    char[] larger = ArrayPool<char>.Shared.Rent(full.Length * 2);
    full.AsSpan(0, length).CopyTo(larger);
    ArrayPool<char>.Shared.Return(full);
    full = larger;
    full[length] = '\0';
    return full;
}
//// pair rented-only-if-large
//// bad
string Hex(ReadOnlySpan<byte> bytes)
{
    char[]? rented = null;
    Span<char> text = bytes.Length <= 64
        ? stackalloc char[128]
        : (rented = ArrayPool<char>.Shared.Rent(bytes.Length * 2));
    Convert.TryToHexString(bytes, text, out int written);
    if (rented != null)
    {
        ArrayPool<char>.Shared.Return(rented);
        return new string(rented, 0, written); // bug
    }

    return new string(text[..written]);
}
//// clean
string Hex(ReadOnlySpan<byte> bytes)
{
    char[]? rented = null;
    Span<char> text = bytes.Length <= 64
        ? stackalloc char[128]
        : (rented = ArrayPool<char>.Shared.Rent(bytes.Length * 2));
    Convert.TryToHexString(bytes, text, out int written);
    string result = new(text[..written]);
    if (rented != null)
    {
        ArrayPool<char>.Shared.Return(rented);
    }

    return result;
}
//// pair written-by-a-task-after-return
//// bad
async Task Send(Stream target, string line)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
    int length = Encoding.UTF8.GetBytes(line, buffer);
    ArrayPool<byte>.Shared.Return(buffer);
    await target.WriteAsync(buffer.AsMemory(0, length)); // bug
}
//// clean
async Task Send(Stream target, string line)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
    int length = Encoding.UTF8.GetBytes(line, buffer);
    await target.WriteAsync(buffer.AsMemory(0, length));
    ArrayPool<byte>.Shared.Return(buffer);
}
//// pair helper-returns
//// bad
sealed class Hasher
{
    private readonly ArrayPool<byte> _pool = ArrayPool<byte>.Create();

    public int Hash(Stream source)
    {
        byte[] block = _pool.Rent(4096);
        int read = source.Read(block);
        GiveBack(ref block);
        int hash = 17;
        for (int i = 0; i < read; i++)
        {
            hash = hash * 31 + block[i]; // bug
        }

        return hash;
    }

    private void GiveBack(ref byte[] array) => _pool.Return(array);
}
//// clean
sealed class Hasher
{
    private readonly ArrayPool<byte> _pool = ArrayPool<byte>.Create();

    public int Hash(Stream source)
    {
        byte[] block = _pool.Rent(4096);
        int read = source.Read(block);
        int hash = 17;
        for (int i = 0; i < read; i++)
        {
            hash = hash * 31 + block[i];
        }

        GiveBack(ref block);
        return hash;
    }

    private void GiveBack(ref byte[] array) => _pool.Return(array);
}
//// pair field-returned-and-read
//// bad
sealed class Ring
{
    private int[] _items = ArrayPool<int>.Shared.Rent(16);
    private int _count;

    public int Drain(List<int> target)
    {
        ArrayPool<int>.Shared.Return(_items);
        target.AddRange(_items.Take(_count)); // bug
        _items = [];
        return _count = 0;
    }
}
//// clean
sealed class Ring
{
    private int[] _items = ArrayPool<int>.Shared.Rent(16);
    private int _count;

    public int Drain(List<int> target)
    {
        target.AddRange(_items.Take(_count));
        ArrayPool<int>.Shared.Return(_items);
        _items = [];
        return _count = 0;
    }
}
