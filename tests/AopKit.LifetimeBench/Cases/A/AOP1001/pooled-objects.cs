//// pair builder-read-after-return
//// bad
private readonly Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> _builders = null!;

string Join(IEnumerable<string> parts)
{
    StringBuilder builder = _builders.Get();
    builder.AppendJoin(',', parts);
    _builders.Return(builder);
    return builder.ToString(); // bug
}
//// clean
private readonly Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> _builders = null!;

string Join(IEnumerable<string> parts)
{
    StringBuilder builder = _builders.Get();
    builder.AppendJoin(',', parts);
    string joined = builder.ToString();
    _builders.Return(builder);
    return joined;
}
//// pair enumerated-after-return
//// bad
sealed class Collector(Microsoft.Extensions.ObjectPool.ObjectPool<List<int>> lists)
{
    public int Total(int from, int to)
    {
        List<int> list = lists.Get();
        try
        {
            for (int i = from; i < to; i++)
            {
                list.Add(i * i);
            }
        }
        finally
        {
            lists.Return(list);
        }

        int total = 0;
        foreach (int value in list) // bug
        {
            total += value;
        }

        return total;
    }
}
//// clean
sealed class Collector(Microsoft.Extensions.ObjectPool.ObjectPool<List<int>> lists)
{
    public int Total(int from, int to)
    {
        List<int> list = lists.Get();
        try
        {
            for (int i = from; i < to; i++)
            {
                list.Add(i * i);
            }

            int total = 0;
            foreach (int value in list)
            {
                total += value;
            }

            return total;
        }
        finally
        {
            lists.Return(list);
        }
    }
}
//// near-miss
sealed class Collector(Microsoft.Extensions.ObjectPool.ObjectPool<List<int>> lists)
{
    public int Total(int from, int to)
    {
        List<int> list = lists.Get();
        try
        {
            list.AddRange(Enumerable.Range(from, to - from));
        }
        catch (ArgumentException)
        {
            lists.Return(list);
            throw;
        }

        int total = list.Sum();
        lists.Return(list);
        return total;
    }
}
//// pair switch-arm-returns
//// bad
static string Render(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool, object value)
{
    StringBuilder text = pool.Get().Append(value);
    switch (value)
    {
        case int and > 0:
            pool.Return(text);
            return text.Insert(0, '+').ToString(); // bug
        case null:
            pool.Return(text);
            return "";
        default:
            string plain = text.ToString();
            pool.Return(text);
            return plain;
    }
}
//// clean
static string Render(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool, object value)
{
    StringBuilder text = pool.Get().Append(value);
    switch (value)
    {
        case int and > 0:
            string signed = text.Insert(0, '+').ToString();
            pool.Return(text);
            return signed;
        case null:
            pool.Return(text);
            return "";
        default:
            string plain = text.ToString();
            pool.Return(text);
            return plain;
    }
}
//// pair memory-of-a-disposed-owner
//// bad
int Read(MemoryPool<byte> pool, Stream source)
{
    IMemoryOwner<byte> owner = pool.Rent(1024);
    int read = source.Read(owner.Memory.Span);
    owner.Dispose();
    return read > 0 ? owner.Memory.Span[0] : -1; // bug
}
//// clean
int Read(MemoryPool<byte> pool, Stream source)
{
    IMemoryOwner<byte> owner = pool.Rent(1024);
    int read = source.Read(owner.Memory.Span);
    int first = read > 0 ? owner.Memory.Span[0] : -1;
    owner.Dispose();
    return first;
}
//// pair owner-after-using
//// bad
async Task<int> Copy(Stream source, Stream target)
{
    IMemoryOwner<byte>? block = null;
    int read;
    using (block = MemoryPool<byte>.Shared.Rent(8192))
    {
        read = await source.ReadAsync(block.Memory);
    }

    await target.WriteAsync(block.Memory[..read]); // bug
    return read;
}
//// clean
async Task<int> Copy(Stream source, Stream target)
{
    IMemoryOwner<byte>? block = null;
    int read;
    using (block = MemoryPool<byte>.Shared.Rent(8192))
    {
        read = await source.ReadAsync(block.Memory);
        await target.WriteAsync(block.Memory[..read]);
    }

    return read;
}
//// pair builder-in-an-iterator
//// bad
IEnumerable<string> Lines(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool, int count)
{
    StringBuilder line = pool.Get();
    for (int i = 0; i < count; i++)
    {
        line.Clear();
        line.Append(i);
        yield return line.ToString();
    }

    pool.Return(line);
    yield return $"{line.Length} letters in the last"; // bug
}
//// clean
IEnumerable<string> Lines(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool, int count)
{
    StringBuilder line = pool.Get();
    for (int i = 0; i < count; i++)
    {
        line.Clear();
        line.Append(i);
        yield return line.ToString();
    }

    int length = line.Length;
    pool.Return(line);
    yield return $"{length} letters in the last";
}
