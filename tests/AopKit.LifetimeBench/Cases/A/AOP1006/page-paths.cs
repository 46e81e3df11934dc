//// pair either-way-ended
//// bad
async Task<List<int>> Load(AddressSpace<List<int>> space, PageIndex index, bool log)
{
    PageLease<List<int>> lease = await space.PinAsync(index);
    List<int> list = lease.GetOrAttach([]);
    if (log)
    {
        Console.WriteLine(list.Count);
        lease.Dispose();
    }
    else
    {
        lease.Dispose();
    }

    return list; // bug
}
//// clean
async Task<List<int>> Load(AddressSpace<List<int>> space, PageIndex index, bool log)
{
    PageLease<List<int>> lease = await space.PinAsync(index);
    List<int> list = lease.GetOrAttach([]);
    List<int> copy = new(list);
    if (log)
    {
        Console.WriteLine(list.Count);
        lease.Dispose();
    }
    else
    {
        lease.Dispose();
    }

    return copy;
}
//// pair out-claim
//// bad
static bool TryOpen(AddressSpace<object> tree, PageIndex index, out PagePin<object> pin)
{
    if (tree.TryPin(index, out pin)) // bug
    {
        pin.Dispose();
        return true; // bug
    }

    return false;
}
//// clean
static bool TryOpen(AddressSpace<object> tree, PageIndex index, [Acquires] out PagePin<object> pin)
{
    if (tree.TryPin(index, out pin))
    {
        Console.WriteLine(pin.Generation);
        return true;
    }

    return false;
}
//// pair first-of-several
//// bad
StringBuilder? First(AddressSpace<StringBuilder> tree, params ReadOnlySpan<PageIndex> indexes)
{
    foreach (PageIndex index in indexes)
    {
        if (!tree.TryPin(index, out PagePin<StringBuilder> pin))
        {
            continue;
        }

        StringBuilder? found = pin.Metadata;
        pin.Dispose();
        if (found != null)
        {
            return found; // bug
        }
    }

    return null;
}
//// clean
StringBuilder? First(AddressSpace<StringBuilder> tree, params ReadOnlySpan<PageIndex> indexes)
{
    foreach (PageIndex index in indexes)
    {
        if (!tree.TryPin(index, out PagePin<StringBuilder> pin))
        {
            continue;
        }

        StringBuilder? found = pin.Metadata is { } text ? new StringBuilder(text.ToString()) : null;
        pin.Dispose();
        if (found != null)
        {
            return found;
        }
    }

    return null;
}
