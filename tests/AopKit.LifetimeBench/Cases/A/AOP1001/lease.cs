//// pair disposed-then-read
//// bad
long First(PageLease<object> lease)
{
    lease.Dispose();
    return lease.Bytes[0]; // bug
}
//// clean
long First(PageLease<object> lease)
{
    long first = lease.Bytes[0];
    lease.Dispose();
    return first;
}
//// pair catch-ends-and-goes-on
//// bad
int Parse(PageLease<StringBuilder> lease, Stream log)
{
    try
    {
        log.WriteByte(lease.Bytes[3]);
    }
    catch (IOException)
    {
        lease.Dispose();
        log.Write(lease.Bytes); // bug
        return -1;
    }

    int length = lease.Bytes.Length;
    lease.Dispose();
    return length;
}
//// clean
int Parse(PageLease<StringBuilder> lease, Stream log)
{
    try
    {
        log.WriteByte(lease.Bytes[3]);
    }
    catch (IOException)
    {
        log.Write(lease.Bytes);
        lease.Dispose();
        return -1;
    }

    int length = lease.Bytes.Length;
    lease.Dispose();
    return length;
}
//// pair awaited-in-between
//// bad
async Task<bool> Settle(PageLease<int[]> lease, AddressSpace<int[]> space, CancellationToken stop)
{
    bool wasStale = lease.IsStale;
    lease.Dispose();
    await space.FlushAsync(cancellation: stop);
    return wasStale || lease.IsStale; // bug
}
//// clean
async Task<bool> Settle(PageLease<int[]> lease, AddressSpace<int[]> space, CancellationToken stop)
{
    bool wasStale = lease.IsStale;
    await space.FlushAsync(cancellation: stop);
    wasStale = wasStale || lease.IsStale;
    lease.Dispose();
    return wasStale;
}
//// pair inside-a-lambda
//// bad
Func<PageLease<object>, int> Counter() => lease =>
{
    using (lease)
    {
    }

    return lease.Bytes.Length; // bug
};
//// clean
Func<PageLease<object>, int> Counter() => lease =>
{
    using (lease)
    {
        return lease.Bytes.Length;
    }
};
//// pair helper-of-helper-ends
//// bad
byte Last(PageLease<object> page)
{
    Finish(page);
    return page.Bytes[^1]; // bug
}

private static void Finish(PageLease<object> done)
{
    if (done.IsDirty)
    {
        Console.WriteLine(done.Index);
    }

    End(done);
}

private static void End(PageLease<object> ended) => ended.Dispose();
//// clean
byte Last(PageLease<object> page)
{
    Finish(page);
    byte last = page.Bytes[^1];
    End(page);
    return last;
}

private static void Finish(PageLease<object> done)
{
    if (done.IsDirty)
    {
        Console.WriteLine(done.Index);
    }
}

private static void End(PageLease<object> ended) => ended.Dispose();
//// pair taken-before-the-loop
//// bad
async Task<long> Sum(AddressSpace<object> space, PageIndex[] indexes)
{
    long sum = 0;
    PageLease<object> lease = await space.PinAsync(indexes[0]);
    foreach (PageIndex index in indexes)
    {
        sum += lease.Bytes[(int)index.Value]; // bug
        lease.Dispose(); // bug
    }

    return sum;
}
//// clean
async Task<long> Sum(AddressSpace<object> space, PageIndex[] indexes)
{
    long sum = 0;
    foreach (PageIndex index in indexes)
    {
        PageLease<object> lease = await space.PinAsync(index);
        sum += lease.Bytes[(int)index.Value];
        lease.Dispose();
    }

    return sum;
}
//// pair written-after-using
//// bad
async Task Fill(AddressSpace<object> space, PageIndex at, byte value)
{
    PageLease<object> lease;
    using (lease = await space.PinAsync(at))
    {
        Console.WriteLine(lease.Generation);
    }

    using PageWriter<object> writer = lease.BeginWrite(); // bug
    writer.Bytes.Fill(value);
}
//// clean
async Task Fill(AddressSpace<object> space, PageIndex at, byte value)
{
    PageLease<object> lease;
    using (lease = await space.PinAsync(at))
    {
        Console.WriteLine(lease.Generation);
        using PageWriter<object> writer = lease.BeginWrite();
        writer.Bytes.Fill(value);
    }
}
