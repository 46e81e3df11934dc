//// pair metadata-out-of-an-async-method
//// bad
async Task<StringBuilder?> Find(AddressSpace<StringBuilder> space, PageIndex index)
{
    using PageLease<StringBuilder> lease = await space.PinAsync(index);
    return lease.Metadata; // bug
}
//// clean
async Task<string?> Find(AddressSpace<StringBuilder> space, PageIndex index)
{
    using PageLease<StringBuilder> lease = await space.PinAsync(index);
    return lease.Metadata?.ToString();
}
//// near-miss
async Task<int> Find(AddressSpace<StringBuilder> space, PageIndex index)
{
    using PageLease<StringBuilder> lease = await space.PinAsync(index);
    StringBuilder text = lease.GetOrAttach(new StringBuilder());
    return text.Append('!').Length;
}
//// pair span-of-an-ended-pin
//// bad
ReadOnlySpan<byte> Header(AddressSpace<object> tree, PageIndex index)
{
    using PagePin<object> pin = tree.Pin(index);
    return pin.Bytes[..16]; // bug
}
//// clean
ReadOnlySpan<byte> Header(AddressSpace<object> tree, PageIndex index)
{
    using PagePin<object> pin = tree.Pin(index);
    return pin.Bytes[..16].ToArray();
}
//// pair out-parameter
//// bad
bool TryGet(AddressSpace<int[]> tree, PageIndex index, out int[]? numbers)
{
    numbers = null;
    if (!tree.TryPin(index, out PagePin<int[]> pin))
    {
        return false;
    }

    numbers = pin.Metadata; // bug
    pin.Dispose();
    return numbers is not null; // bug
}
//// clean
bool TryGet(AddressSpace<int[]> tree, PageIndex index, out int[]? numbers)
{
    numbers = null;
    if (!tree.TryPin(index, out PagePin<int[]> pin))
    {
        return false;
    }

    numbers = pin.Metadata?.ToArray();
    pin.Dispose();
    return numbers is not null;
}
//// pair lent-parameter-goes-back
//// bad
StringBuilder Larger([Borrowed] StringBuilder left, StringBuilder right)
{
    if (left.Length > right.Length)
    {
        return left; // bug
    }

    return right;
}
//// clean
int Larger([Borrowed] StringBuilder left, StringBuilder right)
{
    if (left.Length > right.Length)
    {
        return left.Length;
    }

    return right.Length;
}
//// pair list-of-what-was-lent
//// bad
List<StringBuilder> Repeat([Borrowed] StringBuilder text, int times)
{
    List<StringBuilder> texts = [text];
    while (texts.Count < times)
    {
        texts.Add(new StringBuilder());
    }

    return texts; // bug
}
//// clean
List<StringBuilder> Repeat([Borrowed] StringBuilder text, int times)
{
    List<StringBuilder> texts = [new StringBuilder().Append(text)];
    while (texts.Count < times)
    {
        texts.Add(new StringBuilder());
    }

    return texts;
}
//// pair claim-given-back-in-finally
//// bad
async ValueTask<PageLease<object>> Open(AddressSpace<object> space, PageIndex index)
{
    PageLease<object> lease = await space.PinAsync(index);
    try
    {
        Console.WriteLine(lease.Generation);
        return lease; // bug
    }
    finally
    {
        lease.Dispose();
    }
}
//// clean
async ValueTask<PageLease<object>> Open(AddressSpace<object> space, PageIndex index)
{
    PageLease<object> lease = await space.PinAsync(index);
    try
    {
        Console.WriteLine(lease.Generation);
        return lease;
    }
    catch (IOException)
    {
        lease.Dispose();
        throw;
    }
}
//// pair lambda-of-a-using
//// bad
Func<PageIndex, object?> Lookup(AddressSpace<object> tree) => index =>
{
    using PagePin<object> pin = tree.Pin(index);
    return pin.IsStale ? null : pin.Metadata; // bug
};
//// clean
Func<PageIndex, object?> Lookup(AddressSpace<object> tree) => index =>
{
    using PagePin<object> pin = tree.Pin(index);
    return pin.IsStale ? null : pin.Metadata?.ToString();
};
//// pair in-a-new-record
//// bad
sealed record Found(StringBuilder? Text, PageIndex At);

static class Index
{
    public static Found Search(AddressSpace<StringBuilder> tree, PageIndex from)
    {
        PageIndex at = from;
        while (true)
        {
            using PagePin<StringBuilder> pin = tree.Pin(at);
            if (pin.Bytes[0] == 1)
            {
                return new Found(pin.Metadata, at); // bug
            }

            at += 1;
        }
    }
}
//// clean
sealed record Found(string? Text, PageIndex At);

static class Index
{
    public static Found Search(AddressSpace<StringBuilder> tree, PageIndex from)
    {
        PageIndex at = from;
        while (true)
        {
            using PagePin<StringBuilder> pin = tree.Pin(at);
            if (pin.Bytes[0] == 1)
            {
                return new Found(pin.Metadata?.ToString(), at);
            }

            at += 1;
        }
    }
}
//// pair reference-to-a-byte
//// bad
ref readonly byte First(AddressSpace<object> tree, PageIndex index)
{
    using (PagePin<object> pin = tree.Pin(index))
    {
        return ref pin.Bytes[0]; // bug
    }
}
//// clean
byte First(AddressSpace<object> tree, PageIndex index)
{
    using (PagePin<object> pin = tree.Pin(index))
    {
        return pin.Bytes[0];
    }
}
//// pair getter
//// bad
sealed class Root(AddressSpace<List<long>> tree)
{
    private static readonly List<long> s_none = [];

    public List<long> Keys
    {
        get
        {
            using PagePin<List<long>> pin = tree.Pin(new PageIndex(0));
            return pin.Metadata ?? s_none; // bug
        }
    }
}
//// clean
sealed class Root(AddressSpace<List<long>> tree)
{
    private static readonly List<long> s_none = [];

    public List<long> Keys
    {
        get
        {
            using PagePin<List<long>> pin = tree.Pin(new PageIndex(0));
            return pin.Metadata is { } keys ? [.. keys] : s_none;
        }
    }
}
//// pair locked-page-of-an-ended-lease
//// bad
LockedPage<object> LockFirst(PageLease<object> first)
{
    using (first)
    {
        return first.Lock(); // bug
    }
}
//// clean
[return: Acquires]
LockedPage<object> LockFirst(PageLease<object> first)
{
    return first.Lock();
}
//// pair task-that-still-reads
//// bad
Task<int> Count(PageLease<object> lease)
{
    using (lease)
    {
        return CountAsync(lease); // bug
    }
}

private static async Task<int> CountAsync(PageLease<object> lease)
{
    await Task.Yield();
    return lease.Bytes.Count((byte)0);
}
//// clean
async Task<int> Count(PageLease<object> lease)
{
    using (lease)
    {
        return await CountAsync(lease);
    }
}

private static async Task<int> CountAsync(PageLease<object> lease)
{
    await Task.Yield();
    return lease.Bytes.Count((byte)0);
}
