//// pair started-and-not-waited-for
//// bad
async Task Report(AddressSpace<StringBuilder> space, PageIndex index)
{
    PageLease<StringBuilder> lease = await space.PinAsync(index);
    _ = Task.Run(() => Console.WriteLine(lease.Bytes.Length)); // bug
    lease.Dispose(); // bug
}
//// clean
async Task Report(AddressSpace<StringBuilder> space, PageIndex index)
{
    PageLease<StringBuilder> lease = await space.PinAsync(index);
    await Task.Run(() => Console.WriteLine(lease.Bytes.Length));
    lease.Dispose();
}
//// near-miss
async Task Report(AddressSpace<StringBuilder> space, PageIndex index)
{
    PageLease<StringBuilder> lease = await space.PinAsync(index);
    Task work = Task.Run(() => Console.WriteLine(lease.Bytes.Length));
    try
    {
        await work;
    }
    finally
    {
        lease.Dispose();
    }
}
//// pair timer-of-a-callback
//// bad
sealed class Operations : IReleasePage<StringBuilder>
{
    private Timer? _retry;

    public ReleaseOutcome ReleasePage(LockedPage<StringBuilder> page, in ReleaseContext context)
    {
        StringBuilder? text = page.Metadata;
        _retry = new Timer(_ => text?.Clear(), null, 100, Timeout.Infinite); // bug
        return ReleaseOutcome.Kept;
    }
}
//// clean
sealed class Operations : IReleasePage<StringBuilder>
{
    private Timer? _retry;

    public ReleaseOutcome ReleasePage(LockedPage<StringBuilder> page, in ReleaseContext context)
    {
        PageIndex index = page.Index;
        _retry = new Timer(_ => Console.WriteLine(index), null, 100, Timeout.Infinite);
        return ReleaseOutcome.Kept;
    }
}
//// pair queued-in-a-loop
//// bad
void FlushAll(AddressSpace<object> tree, PageRange range)
{
    for (long i = 0; i < range.Count; i++)
    {
        using PagePin<object> pin = tree.Pin(range.First + i);
        object? metadata = pin.Metadata;
        ThreadPool.QueueUserWorkItem(_ => Console.WriteLine(metadata)); // bug
    }
}
//// clean
void FlushAll(AddressSpace<object> tree, PageRange range)
{
    for (long i = 0; i < range.Count; i++)
    {
        using PagePin<object> pin = tree.Pin(range.First + i);
        string? metadata = pin.Metadata?.ToString();
        ThreadPool.QueueUserWorkItem(_ => Console.WriteLine(metadata));
    }
}
//// near-miss
void FlushAll(AddressSpace<object> tree, PageRange range, List<string> lines)
{
    for (long i = 0; i < range.Count; i++)
    {
        using PagePin<object> pin = tree.Pin(range.First + i);
        object? metadata = pin.Metadata;
        lines.RemoveAll(line => line == metadata?.ToString());
        Parallel.For(0, lines.Count, at => Console.WriteLine(lines[at] + metadata));
    }
}
//// pair handed-out
//// bad
Func<byte, int> Counter(AddressSpace<object> space, PageIndex index)
{
    using PageLease<object> lease = space.PinAsync(index).AsTask().GetAwaiter().GetResult();
    return wanted => lease.Bytes.Count(wanted); // bug
}
//// clean
Func<byte, int> Counter(AddressSpace<object> space, PageIndex index)
{
    using PageLease<object> lease = space.PinAsync(index).AsTask().GetAwaiter().GetResult();
    byte[] copy = lease.Bytes.ToArray();
    return wanted => copy.AsSpan().Count(wanted);
}
//// pair run-after-the-end-in-this-method
//// bad
int Sum(PageLease<int[]> lease, int[] positions)
{
    Func<int, int> at = position => lease.Bytes[position];
    int sum = at(0);
    lease.Dispose();
    foreach (int position in positions)
    {
        sum += at(position); // bug
    }

    return sum;
}
//// clean
int Sum(PageLease<int[]> lease, int[] positions)
{
    Func<int, int> at = position => lease.Bytes[position];
    int sum = at(0);
    foreach (int position in positions)
    {
        sum += at(position);
    }

    lease.Dispose();
    return sum;
}
//// pair async-lambda-not-awaited
//// bad
async Task Refresh(AddressSpace<StringBuilder> space, PageIndex index, TimeSpan after)
{
    using PageLease<StringBuilder> lease = await space.PinAsync(index);
    StringBuilder text = lease.GetOrAttach(new StringBuilder());
    Func<Task> later = async () => // bug
    {
        await Task.Delay(after);
        text.Append('!');
    };
    _ = Task.Run(later); // bug
}
//// clean
async Task Refresh(AddressSpace<StringBuilder> space, PageIndex index, TimeSpan after)
{
    using PageLease<StringBuilder> lease = await space.PinAsync(index);
    StringBuilder text = lease.GetOrAttach(new StringBuilder());
    Func<Task> later = async () =>
    {
        await Task.Delay(after);
        text.Append('!');
    };
    await Task.Run(later);
}
//// pair posted
//// bad
void Show(SynchronizationContext window, AddressSpace<string[]> tree, PageIndex index)
{
    if (tree.TryPin(index, out PagePin<string[]> pin))
    {
        string[] lines = pin.GetOrAttach([]);
        window.Post(_ => Console.WriteLine(lines.Length), null); // bug
        pin.Dispose(); // bug
    }
}
//// clean
void Show(SynchronizationContext window, AddressSpace<string[]> tree, PageIndex index)
{
    if (tree.TryPin(index, out PagePin<string[]> pin))
    {
        string[] lines = pin.GetOrAttach([]);
        int length = lines.Length;
        window.Post(_ => Console.WriteLine(length), null);
        pin.Dispose();
    }
}
//// near-miss
void Show(SynchronizationContext window, AddressSpace<string[]> tree, PageIndex index)
{
    if (!tree.TryPin(index, out PagePin<string[]> pin))
    {
        return;
    }

    string[] lines = pin.GetOrAttach([]);
    window.Send(_ => Console.WriteLine(lines.Length), null);
    pin.Dispose();
}
//// pair two-captured-one-ended
//// bad
async Task Mirror(AddressSpace<object> left, AddressSpace<object> right, PageIndex index)
{
    PageLease<object> first = await left.PinAsync(index);
    PageLease<object> second = await right.PinAsync(index);
    Task<bool> equal = Task.Run(() => first.Bytes.SequenceEqual(second.Bytes)); // bug
    first.Dispose(); // bug
    Console.WriteLine(await equal);
    second.Dispose();
}
//// clean
async Task Mirror(AddressSpace<object> left, AddressSpace<object> right, PageIndex index)
{
    PageLease<object> first = await left.PinAsync(index);
    PageLease<object> second = await right.PinAsync(index);
    Task<bool> equal = Task.Run(() => first.Bytes.SequenceEqual(second.Bytes));
    Console.WriteLine(await equal);
    first.Dispose();
    second.Dispose();
}
