//// pair condition-of-a-timer-loop
//// bad
async Task<int> Wait([Borrowed] StringBuilder source, PeriodicTimer timer)
{
    while (await timer.WaitForNextTickAsync())
    {
        if (source.Length > 0) // bug
        {
            break;
        }
    }

    return source.Length; // bug
}
//// clean
async Task<int> Wait(Func<int> length, PeriodicTimer timer)
{
    while (await timer.WaitForNextTickAsync())
    {
        if (length() > 0)
        {
            break;
        }
    }

    return length();
}
//// pair both-branches-wait
//// bad
async Task Notify([Borrowed] List<Action> handlers, bool parallel, Task first, Task second)
{
    if (parallel)
    {
        await Task.WhenAll(first, second);
    }
    else
    {
        await first;
        await second;
    }

    handlers.ForEach(handler => handler()); // bug
}
//// clean
async Task Notify([Borrowed] List<Action> handlers, bool parallel, Task first, Task second)
{
    handlers.ForEach(handler => handler());
    if (parallel)
    {
        await Task.WhenAll(first, second);
    }
    else
    {
        await first;
        await second;
    }
}
//// pair alias
//// bad
async Task<int> Size([Borrowed] object value, Task delay)
{
    object same = value;
    await delay;
    return same switch // bug
    {
        string text => text.Length, // bug
        Array array => array.Length, // bug
        _ => 0,
    };
}
//// clean
async Task<int> Size([Borrowed] object value, Task delay)
{
    object same = value;
    int size = same switch
    {
        string text => text.Length,
        Array array => array.Length,
        _ => 0,
    };
    await delay;
    return size;
}
//// pair compared-in-a-catch
//// bad
async Task<bool> TrySend([Borrowed] Stream target, ReadOnlyMemory<byte> data, Func<Task> connect)
{
    try
    {
        await connect();
        return true;
    }
    catch (TimeoutException)
    {
        target.Write(data.Span); // bug
        return false;
    }
}
//// clean
async Task<bool> TrySend([Borrowed(UntilTaskEnds = true)] Stream target, ReadOnlyMemory<byte> data, Func<Task> connect)
{
    try
    {
        await connect();
        return true;
    }
    catch (TimeoutException)
    {
        target.Write(data.Span);
        return false;
    }
}
//// pair slow-path-only
//// bad
async ValueTask<int> Count([Borrowed] HashSet<long> known, long key, Func<long, Task<bool>> ask)
{
    if (known.Contains(key))
    {
        return known.Count;
    }

    if (await ask(key))
    {
        known.Add(key); // bug
        return known.Count; // bug
    }

    return 0;
}
//// clean
async ValueTask<int> Count([Borrowed] HashSet<long> known, long key, Func<long, Task<bool>> ask)
{
    if (known.Contains(key))
    {
        return known.Count;
    }

    int count = known.Count;
    if (await ask(key))
    {
        return count + 1;
    }

    return 0;
}
//// pair switch-after-await
//// bad
async Task<string> Format([Borrowed] object value, Task<int> width) => await width switch
{
    < 1 => "",
    1 => "#",
    var wide => value.ToString()!.PadLeft(wide), // bug
};
//// clean
async Task<string> Format([Borrowed] object value, Task<int> width)
{
    string text = value.ToString()!;
    return await width switch
    {
        < 1 => "",
        1 => "#",
        var wide => text.PadLeft(wide),
    };
}
//// pair disposed-asynchronously
//// bad
async Task Save([Borrowed] Dictionary<string, int> table, string path)
{
    await using (var writer = new StreamWriter(path))
    {
        writer.WriteLine(table.Count);
    }

    table.Clear(); // bug
}
//// clean
async Task Save([Borrowed] Dictionary<string, int> table, string path)
{
    await using (var writer = new StreamWriter(path))
    {
        writer.WriteLine(table.Count);
        table.Clear();
    }
}
