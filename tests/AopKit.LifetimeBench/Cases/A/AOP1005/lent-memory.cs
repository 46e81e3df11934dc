//// pair message-of-a-callback
//// bad
async void OnMessage([Borrowed] ReadOnlyMemory<byte> message)
{
    await Task.Delay(1);
    Console.WriteLine(Convert.ToHexString(message.Span)); // bug
}
//// clean
async void OnMessage([Borrowed] ReadOnlyMemory<byte> message)
{
    string hex = Convert.ToHexString(message.Span);
    await Task.Delay(1);
    Console.WriteLine(hex);
}
//// pair void-method-with-memory
//// bad
async void Log(ReadOnlyMemory<char> message, TextWriter writer)
{
    await writer.FlushAsync();
    writer.WriteLine(message); // bug
}
//// clean
async Task Log(ReadOnlyMemory<char> message, TextWriter writer)
{
    await writer.FlushAsync();
    writer.WriteLine(message);
}
//// pair slice-of-the-lent
//// bad
async Task<int> Parse([Borrowed] Memory<char> line, SemaphoreSlim gate)
{
    Memory<char> number = line[..4].Trim();
    await gate.WaitAsync();
    try
    {
        return int.Parse(number.Span); // bug
    }
    finally
    {
        gate.Release();
    }
}
//// clean
async Task<int> Parse([Borrowed] Memory<char> line, SemaphoreSlim gate)
{
    Memory<char> number = line[..4].Trim();
    int value = int.Parse(number.Span);
    await gate.WaitAsync();
    try
    {
        return value;
    }
    finally
    {
        gate.Release();
    }
}
//// near-miss
async Task<int> Parse([Borrowed] Memory<char> line, SemaphoreSlim gate)
{
    if (gate.Wait(0))
    {
        gate.Release();
        return int.Parse(line[..4].Span.Trim());
    }

    await gate.WaitAsync();
    gate.Release();
    return 0;
}
//// pair array-of-the-caller
//// bad
async Task Echo([Borrowed] byte[] packet, Stream target, int times)
{
    while (times-- > 0)
    {
        await target.WriteAsync(packet, 0, packet.Length); // bug
    }
}
//// clean
async Task Echo([Borrowed] byte[] packet, Stream target, int times)
{
    byte[] own = [.. packet.AsSpan()];
    while (times-- > 0)
    {
        await target.WriteAsync(own, 0, own.Length);
    }
}
//// pair sequence-read-lazily
//// bad
IEnumerable<string> Words([Borrowed] ReadOnlySequence<byte> line)
{
    foreach (ReadOnlyMemory<byte> segment in line) // bug
    {
        yield return Encoding.UTF8.GetString(segment.Span); // bug
    }
}
//// clean
IEnumerable<string> Words([Borrowed] ReadOnlySequence<byte> line)
{
    List<string> words = [];
    foreach (ReadOnlyMemory<byte> segment in line)
    {
        words.Add(Encoding.UTF8.GetString(segment.Span));
    }

    return words;
}
//// pair segment-and-offset
//// bad
async Task<(int, byte)> Checksum([Borrowed] ArraySegment<byte> part, IAsyncEnumerable<int> offsets)
{
    int sum = part.Count;
    await using IAsyncEnumerator<int> each = offsets.GetAsyncEnumerator();
    if (await each.MoveNextAsync())
    {
        sum += part[each.Current]; // bug
    }

    return (sum, 0);
}
//// clean
async Task<(int, byte)> Checksum([Borrowed] ArraySegment<byte> part, IAsyncEnumerable<int> offsets)
{
    int sum = part.Count;
    byte[] own = part.ToArray();
    await using IAsyncEnumerator<int> each = offsets.GetAsyncEnumerator();
    if (await each.MoveNextAsync())
    {
        sum += own[each.Current];
    }

    return (sum, 0);
}
//// pair stream-of-the-caller
//// bad
async Task Import([Borrowed] Stream source, ICollection<string> into)
{
    using var reader = new StreamReader(source, leaveOpen: true);
    while (await reader.ReadLineAsync() is { } line)
    {
        into.Add($"{source.Position}: {line}"); // bug
    }
}
//// clean
async Task Import([Borrowed(UntilTaskEnds = true)] Stream source, ICollection<string> into)
{
    using var reader = new StreamReader(source, leaveOpen: true);
    while (await reader.ReadLineAsync() is { } line)
    {
        into.Add($"{source.Position}: {line}");
    }
}
//// pair owner-that-stays-the-callers
//// bad
async Task Receive([Borrowed] IMemoryOwner<byte> owner, PipeReader reader)
{
    ReadResult result = await reader.ReadAsync();
    result.Buffer.CopyTo(owner.Memory.Span); // bug
    reader.AdvanceTo(result.Buffer.End);
}
//// clean
async Task Receive([Owned] IMemoryOwner<byte> owner, PipeReader reader)
{
    using (owner)
    {
        ReadResult result = await reader.ReadAsync();
        result.Buffer.CopyTo(owner.Memory.Span);
        reader.AdvanceTo(result.Buffer.End);
    }
}
//// pair builder-of-a-formatter
//// bad
abstract class Formatter
{
    [return: Borrowed]
    protected abstract StringBuilder Scratch();

    public async Task<string> Format(IEnumerable<Task<string>> parts)
    {
        StringBuilder scratch = Scratch().Clear();
        foreach (Task<string> part in parts)
        {
            scratch.Append(await part); // bug
        }

        return scratch.ToString(); // bug
    }
}
//// clean
abstract class Formatter
{
    [return: Borrowed]
    protected abstract StringBuilder Scratch();

    public async Task<string> Format(IEnumerable<Task<string>> parts)
    {
        string[] all = await Task.WhenAll(parts);
        StringBuilder scratch = Scratch().Clear();
        foreach (string part in all)
        {
            scratch.Append(part);
        }

        return scratch.ToString();
    }
}
//// pair out-of-a-lookup
//// bad
abstract class Headers
{
    [return: Borrowed]
    public abstract byte[]? Find(string name);

    public async Task<bool> Matches(string name, Task<byte[]> expected)
    {
        if (Find(name) is not { Length: > 0 } value)
        {
            return false;
        }

        byte[] wanted = await expected;
        return value.AsSpan().SequenceEqual(wanted); // bug
    }
}
//// clean
abstract class Headers
{
    [return: Borrowed]
    public abstract byte[]? Find(string name);

    public async Task<bool> Matches(string name, Task<byte[]> expected)
    {
        byte[] wanted = await expected;
        if (Find(name) is not { Length: > 0 } value)
        {
            return false;
        }

        return value.AsSpan().SequenceEqual(wanted);
    }
}
//// pair awaited-conditionally
//// bad
async Task<string> Text([Borrowed] char[] chars, int count, Task? ready)
{
    if (ready is { IsCompleted: false })
    {
        Console.WriteLine("waiting");
    }

    await (ready ?? Task.CompletedTask);
    return new string(chars, 0, count); // bug
}
//// clean
async Task<string> Text([Borrowed] char[] chars, int count, Task? ready)
{
    if (ready is { IsCompleted: false })
    {
        Console.WriteLine("waiting");
    }

    var text = new string(chars, 0, count);
    await (ready ?? Task.CompletedTask);
    return text;
}
//// pair passed-on-after-the-yield
//// bad
IEnumerable<int> Parts([Borrowed] ReadOnlyMemory<int> numbers, int size)
{
    yield return size;
    yield return Sum(numbers[..size]); // bug
}

private static int Sum(ReadOnlyMemory<int> numbers)
{
    int sum = 0;
    foreach (int number in numbers.Span)
    {
        sum += number;
    }

    return sum;
}
//// clean
IEnumerable<int> Parts([Borrowed] ReadOnlyMemory<int> numbers, int size)
{
    int sum = Sum(numbers[..size]);
    return [size, sum];
}

private static int Sum(ReadOnlyMemory<int> numbers)
{
    int sum = 0;
    foreach (int number in numbers.Span)
    {
        sum += number;
    }

    return sum;
}
