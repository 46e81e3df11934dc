//// pair builder-returned-by-the-helper-too
//// bad
private readonly Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> _pool = null!;

string Quote(string value)
{
    StringBuilder builder = _pool.Get().Append('"').Append(value).Append('"');
    string quoted = Finish(builder);
    _pool.Return(builder); // bug
    return quoted;
}

private string Finish(StringBuilder built)
{
    string text = built.ToString();
    _pool.Return(built);
    return text;
}
//// clean
private readonly Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> _pool = null!;

string Quote(string value)
{
    StringBuilder builder = _pool.Get().Append('"').Append(value).Append('"');
    string quoted = Finish(builder);
    return quoted;
}

private string Finish(StringBuilder built)
{
    string text = built.ToString();
    _pool.Return(built);
    return text;
}
//// pair returned-in-the-filter-and-after
//// bad
int Evaluate(Microsoft.Extensions.ObjectPool.ObjectPool<Stack<int>> stacks, string text)
{
    Stack<int> stack = stacks.Get();
    foreach (char c in text)
    {
        if (c is < '0' or > '9')
        {
            stacks.Return(stack);
            break;
        }

        stack.Push(c - '0');
    }

    int depth = text.Length;
    stacks.Return(stack); // bug
    return depth;
}
//// clean
int Evaluate(Microsoft.Extensions.ObjectPool.ObjectPool<Stack<int>> stacks, string text)
{
    Stack<int> stack = stacks.Get();
    foreach (char c in text)
    {
        if (c is < '0' or > '9')
        {
            break;
        }

        stack.Push(c - '0');
    }

    int depth = text.Length;
    stacks.Return(stack);
    return depth;
}
//// pair awaited-twice
//// bad
async Task<bool> Flush(PipeWriter writer)
{
    ValueTask<FlushResult> flush = writer.FlushAsync();
    if ((await flush).IsCanceled)
    {
        return false;
    }

    return (await flush).IsCompleted; // bug
}
//// clean
async Task<bool> Flush(PipeWriter writer)
{
    ValueTask<FlushResult> flush = writer.FlushAsync();
    FlushResult result = await flush;
    if (result.IsCanceled)
    {
        return false;
    }

    return result.IsCompleted;
}
//// pair awaited-and-made-a-task
//// bad
async Task<int> Race(Stream source, Memory<byte> target, TimeSpan limit)
{
    ValueTask<int> read = source.ReadAsync(target);
    await Task.WhenAny(read.AsTask(), Task.Delay(limit));
    return await read; // bug
}
//// clean
async Task<int> Race(Stream source, Memory<byte> target, TimeSpan limit)
{
    Task<int> read = source.ReadAsync(target).AsTask();
    await Task.WhenAny(read, Task.Delay(limit));
    return await read;
}
//// pair awaited-in-a-loop
//// bad
async Task Retry(Func<ValueTask> attempt, int rounds)
{
    ValueTask pending = attempt();
    for (int i = 0; i < rounds; i++)
    {
        try
        {
            await pending; // bug
            return;
        }
        catch (IOException)
        {
            Console.WriteLine(i);
        }
    }
}
//// clean
async Task Retry(Func<ValueTask> attempt, int rounds)
{
    for (int i = 0; i < rounds; i++)
    {
        try
        {
            ValueTask pending = attempt();
            await pending;
            return;
        }
        catch (IOException)
        {
            Console.WriteLine(i);
        }
    }
}
