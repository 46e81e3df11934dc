//// pair break-out-of-the-loop
//// bad
PageIndex? FindStale(AddressSpace<object> tree, PageRange range)
{
    PageIndex? stale = null;
    for (long i = 0; i < range.Count; i++)
    {
        PagePin<object> pin = tree.Pin(range.First + i); // bug
        if (pin.IsStale)
        {
            stale = pin.Index;
            break; // bug
        }

        pin.Dispose();
    }

    return stale;
}
//// clean
PageIndex? FindStale(AddressSpace<object> tree, PageRange range)
{
    PageIndex? stale = null;
    for (long i = 0; i < range.Count && stale is null; i++)
    {
        PagePin<object> pin = tree.Pin(range.First + i);
        if (pin.IsStale)
        {
            stale = pin.Index;
        }

        pin.Dispose();
    }

    return stale;
}
//// pair second-of-two
//// bad
async Task<bool> Equal(AddressSpace<object> space, PageIndex a, PageIndex b)
{
    using PageLease<object> left = await space.PinAsync(a);
    PageLease<object> right = await space.PinAsync(b); // bug
    return left.Bytes.SequenceEqual(right.Bytes); // bug
}
//// clean
async Task<bool> Equal(AddressSpace<object> space, PageIndex a, PageIndex b)
{
    using PageLease<object> left = await space.PinAsync(a);
    using PageLease<object> right = await space.PinAsync(b);
    return left.Bytes.SequenceEqual(right.Bytes);
}
//// pair lambda-with-two-exits
//// bad
Func<PageIndex, int> Reader(AddressSpace<StringBuilder> tree) => index =>
{
    PagePin<StringBuilder> pin = tree.Pin(index); // bug
    switch (pin.Metadata)
    {
        case null:
            pin.Dispose();
            return 0;
        case { Length: > 100 }:
            return 100; // bug
        case var text:
            int length = text.Length;
            pin.Dispose();
            return length;
    }
};
//// clean
Func<PageIndex, int> Reader(AddressSpace<StringBuilder> tree) => index =>
{
    PagePin<StringBuilder> pin = tree.Pin(index);
    switch (pin.Metadata)
    {
        case null:
            pin.Dispose();
            return 0;
        case { Length: > 100 }:
            pin.Dispose();
            return 100;
        case var text:
            int length = text.Length;
            pin.Dispose();
            return length;
    }
};
//// pair ended-only-if-flagged
//// bad
void Stamp(AddressSpace<object> tree, PageIndex index, byte value)
{
    PagePin<object> pin = tree.Pin(index);
    bool written = false;
    PageWriter<object> writer = pin.BeginWrite(); // bug
    if (value != 0)
    {
        writer.Bytes[0] = value;
        written = true;
    }

    if (written)
    {
        writer.Dispose();
    }

    pin.Dispose();
} // bug
//// clean
void Stamp(AddressSpace<object> tree, PageIndex index, byte value)
{
    PagePin<object> pin = tree.Pin(index);
    bool written = false;
    PageWriter<object> writer = pin.BeginWrite();
    if (value != 0)
    {
        writer.Bytes[0] = value;
        writer.Dispose();
        written = true;
    }

    if (!written)
    {
        writer.Dispose();
    }

    pin.Dispose();
}
