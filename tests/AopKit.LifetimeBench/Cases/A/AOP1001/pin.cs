//// pair finally-ends
//// bad
string Describe(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = tree.Pin(index);
    try
    {
        Console.WriteLine(pin.Bytes.Length);
    }
    finally
    {
        pin.Dispose();
    }

    return pin.IsDirty ? "dirty" : "clean"; // bug
}
//// clean
string Describe(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = tree.Pin(index);
    try
    {
        Console.WriteLine(pin.Bytes.Length);
        return pin.IsDirty ? "dirty" : "clean";
    }
    finally
    {
        pin.Dispose();
    }
}
//// pair found-then-ended
//// bad
int Find(AddressSpace<List<int>> tree, PageIndex index)
{
    if (!tree.TryPin(index, out PagePin<List<int>> pin))
    {
        return -1;
    }

    pin.Dispose();
    return pin.Metadata?.Count ?? 0; // bug
}
//// clean
int Find(AddressSpace<List<int>> tree, PageIndex index)
{
    if (!tree.TryPin(index, out PagePin<List<int>> pin))
    {
        return -1;
    }

    int count = pin.Metadata?.Count ?? 0;
    pin.Dispose();
    return count;
}
//// pair correlated-flag
//// bad
byte Read(AddressSpace<object> tree, PageIndex index, bool quick)
{
    PagePin<object> pin = tree.Pin(index);
    byte first = pin.Bytes[0];
    if (quick)
    {
        pin.Dispose();
    }

    Console.WriteLine(first);
    if (quick)
    {
        return pin.Bytes[1]; // bug
    }

    pin.Dispose();
    return first;
}
//// clean
byte Read(AddressSpace<object> tree, PageIndex index, bool quick)
{
    PagePin<object> pin = tree.Pin(index);
    byte first = pin.Bytes[0];
    if (quick)
    {
        pin.Dispose();
    }

    Console.WriteLine(first);
    if (!quick)
    {
        first = pin.Bytes[1];
        pin.Dispose();
    }

    return first;
}
//// pair local-function-ends
//// bad
void Zero(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> page = tree.Pin(index);
    Close(page);
    using PageWriter<object> writer = page.BeginWrite(); // bug
    writer.Bytes.Clear();

    static void Close(PagePin<object> closed)
    {
        if (closed.IsStale)
        {
            Console.WriteLine("stale");
        }

        closed.Dispose();
    }
}
//// clean
void Zero(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> page = tree.Pin(index);
    using (PageWriter<object> writer = page.BeginWrite())
    {
        writer.Bytes.Clear();
    }

    Close(page);

    static void Close(PagePin<object> closed)
    {
        if (closed.IsStale)
        {
            Console.WriteLine("stale");
        }

        closed.Dispose();
    }
}
//// pair when-true
//// bad
bool TryUnpin([EndsLifetime(When = EndsWhen.ReturnsTrue)] in PagePin<object> pin)
{
    if (pin.IsDirty)
    {
        return false;
    }

    pin.Dispose();
    return true;
}

int Visit(scoped in PagePin<object> pin)
{
    if (TryUnpin(in pin))
    {
        return pin.Bytes[0]; // bug
    }

    return 0;
}
//// clean
bool TryUnpin([EndsLifetime(When = EndsWhen.ReturnsTrue)] in PagePin<object> pin)
{
    if (pin.IsDirty)
    {
        return false;
    }

    pin.Dispose();
    return true;
}

int Visit(scoped in PagePin<object> pin)
{
    if (!TryUnpin(in pin))
    {
        return pin.Bytes[0];
    }

    return 0;
}
//// pair search-loop
//// bad
long Search(AddressSpace<object> tree, byte wanted)
{
    PageIndex next = new(0);
    while (true)
    {
        PagePin<object> pin = tree.Pin(next);
        ReadOnlySpan<byte> key = [wanted];
        bool found = pin.Bytes.StartsWith(key);
        pin.Dispose();
        if (found)
        {
            return pin.Generation; // bug
        }

        next += 1;
    }
}
//// clean
long Search(AddressSpace<object> tree, byte wanted)
{
    PageIndex next = new(0);
    while (true)
    {
        PagePin<object> pin = tree.Pin(next);
        ReadOnlySpan<byte> key = [wanted];
        bool found = pin.Bytes.StartsWith(key);
        long generation = pin.Generation;
        pin.Dispose();
        if (found)
        {
            return generation;
        }

        next += 1;
    }
}
//// near-miss
long Search(AddressSpace<object> tree, byte wanted)
{
    PagePin<object> pin = tree.Pin(new PageIndex(0));
    while (pin.Bytes[0] != wanted)
    {
        PageIndex next = pin.Index + 1;
        pin.Dispose();
        pin = tree.Pin(next);
    }

    long generation = pin.Generation;
    pin.Dispose();
    return generation;
}
