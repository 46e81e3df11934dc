//// pair written-by-a-task
//// bad
void Save(string path, ReadOnlySpan<byte> content)
{
    byte[] copy = ArrayPool<byte>.Shared.Rent(content.Length);
    content.CopyTo(copy);
    int length = content.Length;
    Task.Run(() => File.WriteAllBytes(path, copy[..length])); // bug
    ArrayPool<byte>.Shared.Return(copy); // bug
}
//// clean
void Save(string path, ReadOnlySpan<byte> content)
{
    byte[] copy = ArrayPool<byte>.Shared.Rent(content.Length);
    content.CopyTo(copy);
    int length = content.Length;
    Task.Run(() =>
    {
        File.WriteAllBytes(path, copy[..length]);
        ArrayPool<byte>.Shared.Return(copy);
    });
}
//// near-miss
void Save(string path, ReadOnlySpan<byte> content)
{
    byte[] copy = ArrayPool<byte>.Shared.Rent(content.Length);
    content.CopyTo(copy);
    int length = content.Length;
    Task write = Task.Run(() => File.WriteAllBytes(path, copy[..length]));
    write.GetAwaiter().GetResult();
    ArrayPool<byte>.Shared.Return(copy);
}
//// pair some-parts-unfinished
//// bad
async Task<int> Hash(int[] input, TimeSpan limit)
{
    int[] partial = ArrayPool<int>.Shared.Rent(2);
    Task left = Task.Run(() => partial[0] = input.Take(input.Length / 2).Sum()); // bug
    Task right = Task.Run(() => partial[1] = input.Skip(input.Length / 2).Sum()); // bug
    await Task.WhenAny(Task.WhenAll(left, right), Task.Delay(limit));
    int hash = partial[0] ^ partial[1];
    ArrayPool<int>.Shared.Return(partial); // bug
    return hash;
}
//// clean
async Task<int> Hash(int[] input, TimeSpan limit)
{
    int[] partial = ArrayPool<int>.Shared.Rent(2);
    Task left = Task.Run(() => partial[0] = input.Take(input.Length / 2).Sum());
    Task right = Task.Run(() => partial[1] = input.Skip(input.Length / 2).Sum());
    await Task.WhenAll(left, right).WaitAsync(Timeout.InfiniteTimeSpan);
    Console.WriteLine(limit);
    int hash = partial[0] ^ partial[1];
    ArrayPool<int>.Shared.Return(partial);
    return hash;
}
//// pair owner-in-a-timer
//// bad
Timer Sample(Stream source)
{
    using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(8);
    Memory<byte> target = owner.Memory;
    return new Timer(_ => source.ReadExactly(target.Span), null, TimeSpan.Zero, TimeSpan.FromSeconds(1)); // bug
}
//// clean
Timer Sample(Stream source)
{
    Memory<byte> target = new byte[8];
    return new Timer(_ => source.ReadExactly(target.Span), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
}
//// pair builder-logged-later
//// bad
sealed class Log(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool, TextWriter writer)
{
    public void Write(string format, params object[] arguments)
    {
        StringBuilder line = pool.Get();
        try
        {
            line.AppendFormat(null, format, arguments);
            ThreadPool.QueueUserWorkItem(_ => writer.WriteLine(line)); // bug
        }
        finally
        {
            pool.Return(line);
        }
    }
}
//// clean
sealed class Log(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool, TextWriter writer)
{
    public void Write(string format, params object[] arguments)
    {
        StringBuilder line = pool.Get();
        try
        {
            line.AppendFormat(null, format, arguments);
            string text = line.ToString();
            ThreadPool.QueueUserWorkItem(_ => writer.WriteLine(text));
        }
        finally
        {
            pool.Return(line);
        }
    }
}
//// pair registration-outlives-the-array
//// bad
async Task Receive(Stream source, CancellationToken stop)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(128);
    stop.Register(() => Array.Clear(buffer)); // bug
    await source.ReadExactlyAsync(buffer, stop);
    ArrayPool<byte>.Shared.Return(buffer); // bug
}
//// clean
async Task Receive(Stream source, CancellationToken stop)
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(128);
    await using (stop.Register(() => Array.Clear(buffer)))
    {
        await source.ReadExactlyAsync(buffer, stop);
    }

    ArrayPool<byte>.Shared.Return(buffer);
}
//// pair called-after-return
//// bad
int Evaluate(ReadOnlySpan<int> weights, int at)
{
    int[] copy = ArrayPool<int>.Shared.Rent(weights.Length);
    weights.CopyTo(copy);
    int Weight(int i) => copy[i] * 2;
    int before = Weight(0);
    ArrayPool<int>.Shared.Return(copy);
    Func<int, int> weight = Weight; // bug
    return before + weight(at); // bug
}
//// clean
int Evaluate(ReadOnlySpan<int> weights, int at)
{
    int[] copy = ArrayPool<int>.Shared.Rent(weights.Length);
    weights.CopyTo(copy);
    int Weight(int i) => copy[i] * 2;
    int before = Weight(0);
    Func<int, int> weight = Weight;
    int result = before + weight(at);
    ArrayPool<int>.Shared.Return(copy);
    return result;
}
//// pair lazy-value
//// bad
Lazy<string> Decode(Stream source, int length)
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
    source.ReadExactly(bytes, 0, length);
    var text = new Lazy<string>(() => Encoding.UTF8.GetString(bytes, 0, length)); // bug
    ArrayPool<byte>.Shared.Return(bytes);
    return text; // bug
}
//// clean
Lazy<string> Decode(Stream source, int length)
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
    source.ReadExactly(bytes, 0, length);
    var text = new Lazy<string>(() => Encoding.UTF8.GetString(bytes, 0, length));
    Console.WriteLine(text.Value);
    ArrayPool<byte>.Shared.Return(bytes);
    return text;
}
//// pair lent-memory-in-the-background
//// bad
void Log([Borrowed] ReadOnlyMemory<char> message)
{
    // Runs in the background so that the caller need not wait for the console.
    Task.Run(() => // bug
    {
        string text = message.ToString();
        Console.WriteLine(text);
    });
}
//// clean
void Log([Borrowed] ReadOnlyMemory<char> message)
{
    string copy = message.ToString();
    Task.Run(() =>
    {
        Console.WriteLine(copy);
    });
}
//// pair parallel-is-waited-for
//// bad
void Scan(byte[][] files, ConcurrentBag<int> sums)
{
    int[] totals = ArrayPool<int>.Shared.Rent(files.Length);
    foreach (byte[] file in files)
    {
        ThreadPool.QueueUserWorkItem(_ => sums.Add(totals[0] += file.Length)); // bug
    }

    ArrayPool<int>.Shared.Return(totals); // bug
}
//// clean
void Scan(byte[][] files, ConcurrentBag<int> sums)
{
    int[] totals = ArrayPool<int>.Shared.Rent(files.Length);
    Parallel.ForEach(files, file => sums.Add(totals[0] += file.Length));
    ArrayPool<int>.Shared.Return(totals);
}
//// pair continuation-of-a-write
//// bad
Task Write(Stream target, string text)
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(text.Length * 3);
    int length = Encoding.UTF8.GetBytes(text, bytes);
    Task done = target.FlushAsync().ContinueWith(_ => target.Write(bytes, 0, length)); // bug
    ArrayPool<byte>.Shared.Return(bytes); // bug
    return done;
}
//// clean
Task Write(Stream target, string text)
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(text.Length * 3);
    int length = Encoding.UTF8.GetBytes(text, bytes);
    Task done = target.FlushAsync().ContinueWith(_ =>
    {
        target.Write(bytes, 0, length);
        ArrayPool<byte>.Shared.Return(bytes);
    });
    return done;
}
