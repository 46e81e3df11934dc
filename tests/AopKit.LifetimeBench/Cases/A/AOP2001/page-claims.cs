//// pair early-return-inside-a-using
//// bad
int Depth(AddressSpace<List<int>> tree, PageIndex index)
{
    using PagePin<List<int>> pin = tree.Pin(index);
    if (pin.Metadata is null)
    {
        pin.Dispose(); // bug
        return 0;
    }

    return pin.Metadata.Count;
}
//// clean
int Depth(AddressSpace<List<int>> tree, PageIndex index)
{
    using PagePin<List<int>> pin = tree.Pin(index);
    if (pin.Metadata is null)
    {
        return 0;
    }

    return pin.Metadata.Count;
}
//// pair try-and-finally
//// bad
async Task Touch(AddressSpace<object> space, PageIndex index)
{
    PageLease<object> lease = await space.PinAsync(index);
    try
    {
        Console.WriteLine(lease.Bytes.Length);
        lease.Dispose();
    }
    finally
    {
        lease.Dispose(); // bug
    }
}
//// clean
async Task Touch(AddressSpace<object> space, PageIndex index)
{
    PageLease<object> lease = await space.PinAsync(index);
    try
    {
        Console.WriteLine(lease.Bytes.Length);
    }
    finally
    {
        lease.Dispose();
    }
}
//// pair helper-and-caller
//// bad
void Print(PageLease<StringBuilder> lease)
{
    Write(lease, Console.Out);
    lease.Dispose(); // bug
}

private static void Write(PageLease<StringBuilder> lease, TextWriter to)
{
    using (lease)
    {
        to.WriteLine(lease.Generation);
    }
}
//// clean
void Print(PageLease<StringBuilder> lease)
{
    Write(lease, Console.Out);
    lease.Dispose();
}

private static void Write(PageLease<StringBuilder> lease, TextWriter to)
{
    to.WriteLine(lease.Generation);
}
//// pair handler-falls-through
//// bad
bool Check(PageLease<object> lease, Func<long, bool> test)
{
    bool passed = false;
    try
    {
        passed = test(lease.Generation);
    }
    catch (ArgumentException)
    {
        lease.Dispose();
    }

    lease.Dispose(); // bug
    return passed;
}
//// clean
bool Check(PageLease<object> lease, Func<long, bool> test)
{
    bool passed = false;
    try
    {
        passed = test(lease.Generation);
    }
    catch (ArgumentException)
    {
        lease.Dispose();
        return false;
    }

    lease.Dispose();
    return passed;
}
//// near-miss
bool Check(PageLease<object> lease, Func<long, bool> test)
{
    bool passed;
    try
    {
        passed = test(lease.Generation);
    }
    catch
    {
        lease.Dispose();
        throw;
    }

    lease.Dispose();
    return passed;
}
//// pair copied-struct
//// bad
void Pass(PageLease<object> lease)
{
    PageLease<object> same = lease;
    Console.WriteLine(same.Index);
    same.Dispose();
    lease.Dispose(); // bug
}
//// clean
void Pass(in PageLease<object> lease)
{
    ref readonly PageLease<object> same = ref lease;
    Console.WriteLine(same.Index);
    lease.Dispose();
}
//// pair lock-in-using-and-by-hand
//// bad
void Swap(PagePin<int[]> pin, int[] next)
{
    using (LockedPage<int[]> page = pin.Lock())
    {
        if (page.Detach() is { Length: > 4 })
        {
            page.Attach(next);
        }

        page.Dispose(); // bug
    } // bug
}
//// clean
void Swap(PagePin<int[]> pin, int[] next)
{
    using (LockedPage<int[]> page = pin.Lock())
    {
        if (page.Detach() is { Length: > 4 })
        {
            page.Attach(next);
        }
    }
}
//// pair ended-in-every-round
//// bad
void Drain(AddressSpace<object> tree, Queue<PageIndex> queue)
{
    PagePin<object> pin = tree.Pin(queue.Dequeue());
    do
    {
        pin.Dispose(); // bug
    }
    while (queue.TryDequeue(out _));
}
//// clean
void Drain(AddressSpace<object> tree, Queue<PageIndex> queue)
{
    PagePin<object> pin = tree.Pin(queue.Dequeue());
    while (queue.TryDequeue(out PageIndex next))
    {
        pin.Dispose();
        pin = tree.Pin(next);
    }

    pin.Dispose();
}
//// pair goto-case
//// bad
void Close(PageLease<object> lease, int state)
{
    switch (state)
    {
        case 0:
            lease.Dispose();
            goto case 1;
        case 1:
            lease.Dispose(); // bug
            break;
        default:
            lease.Dispose();
            throw new InvalidOperationException();
    }
}
//// clean
void Close(PageLease<object> lease, int state)
{
    switch (state)
    {
        case 0:
            Console.WriteLine("first");
            goto case 1;
        case 1:
            lease.Dispose();
            break;
        default:
            lease.Dispose();
            throw new InvalidOperationException();
    }
}
//// pair stop-calls-dispose
//// bad
sealed class Session : IDisposable
{
    private PageLease<StringBuilder> _root;

    public async Task Open(AddressSpace<StringBuilder> space) => _root = await space.PinAsync(new PageIndex(0));

    public void Stop()
    {
        _root.Dispose();
        Dispose(); // bug
    }

    public void Dispose() => _root.Dispose();
}
//// clean
sealed class Session : IDisposable
{
    private PageLease<StringBuilder> _root;

    public async Task Open(AddressSpace<StringBuilder> space) => _root = await space.PinAsync(new PageIndex(0));

    public void Stop()
    {
        Console.WriteLine(_root.Index);
        Dispose();
    }

    public void Dispose() => _root.Dispose();
}
//// pair local-function-and-lambda
//// bad
Action<PageLease<int[]>> Ender()
{
    return lease =>
    {
        void Finish()
        {
            Console.WriteLine(lease.Index);
            lease.Dispose();
        }

        Finish();
        lease.Dispose(); // bug
    };
}
//// clean
Action<PageLease<int[]>> Ender()
{
    return lease =>
    {
        Finish(lease);

        static void Finish(PageLease<int[]> ended)
        {
            Console.WriteLine(ended.Index);
            ended.Dispose();
        }
    };
}
