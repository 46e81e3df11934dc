//// pair early-return
//// bad
int Length(AddressSpace<StringBuilder> tree, PageIndex index)
{
    PagePin<StringBuilder> pin = tree.Pin(index); // bug
    if (pin.Metadata is not { } text)
    {
        return 0; // bug
    }

    int length = text.Length;
    pin.Dispose();
    return length;
}
//// clean
int Length(AddressSpace<StringBuilder> tree, PageIndex index)
{
    PagePin<StringBuilder> pin = tree.Pin(index);
    if (pin.Metadata is not { } text)
    {
        pin.Dispose();
        return 0;
    }

    int length = text.Length;
    pin.Dispose();
    return length;
}
//// near-miss
int Length(AddressSpace<StringBuilder> tree, PageIndex index, bool wait)
{
    PagePin<StringBuilder> pin;
    if (wait)
    {
        pin = tree.Pin(index);
    }
    else if (!tree.TryPin(index, out pin))
    {
        return -1;
    }

    int length = pin.Metadata is { } text ? text.Length : 0;
    pin.Dispose();
    return length;
}
//// pair continue-skips-the-end
//// bad
async Task<int> CountDirty(AddressSpace<object> space, IEnumerable<PageIndex> indexes)
{
    int dirty = 0;
    foreach (PageIndex index in indexes)
    {
        PageLease<object> lease = await space.PinAsync(index); // bug
        if (!lease.IsDirty)
        {
            continue; // bug
        }

        dirty++;
        lease.Dispose();
    }

    return dirty;
}
//// clean
async Task<int> CountDirty(AddressSpace<object> space, IEnumerable<PageIndex> indexes)
{
    int dirty = 0;
    foreach (PageIndex index in indexes)
    {
        PageLease<object> lease = await space.PinAsync(index);
        if (lease.IsDirty)
        {
            dirty++;
        }

        lease.Dispose();
    }

    return dirty;
}
//// near-miss
async Task<List<PageLease<object>>> OpenDirty(AddressSpace<object> space, IEnumerable<PageIndex> indexes)
{
    List<PageLease<object>> dirty = [];
    foreach (PageIndex index in indexes)
    {
        PageLease<object> lease = await space.PinAsync(index);
        if (lease.IsDirty)
        {
            dirty.Add(lease);
            continue;
        }

        lease.Dispose();
    }

    return dirty;
}
//// pair found-and-forgotten
//// bad
bool HasText(AddressSpace<string> tree, PageIndex index) =>
    tree.TryPin(index, out PagePin<string> pin) && pin.Metadata is { Length: > 0 }; // bug
//// clean
bool HasText(AddressSpace<string> tree, PageIndex index)
{
    if (!tree.TryPin(index, out PagePin<string> pin))
    {
        return false;
    }

    using (pin)
    {
        return pin.Metadata is { Length: > 0 };
    }
}
//// pair overwritten-claim
//// bad
async Task<byte> Walk(AddressSpace<object> space, PageIndex root)
{
    PageLease<object> node = await space.PinAsync(root); // bug
    byte child = node.Bytes[0];
    node = await space.PinAsync(root + child); // bug
    byte value = node.Bytes[1];
    node.Dispose();
    return value;
}
//// clean
async Task<byte> Walk(AddressSpace<object> space, PageIndex root)
{
    PageLease<object> node = await space.PinAsync(root);
    byte child = node.Bytes[0];
    node.Dispose();
    node = await space.PinAsync(root + child);
    byte value = node.Bytes[1];
    node.Dispose();
    return value;
}
//// pair lock-not-given-back
//// bad
StringBuilder Replace(PagePin<StringBuilder> pin, StringBuilder next)
{
    LockedPage<StringBuilder> page = pin.Lock(); // bug
    StringBuilder? old = page.Detach();
    page.Attach(next, chargeBytes: 64);
    return old ?? next; // bug
}
//// clean
StringBuilder Replace(PagePin<StringBuilder> pin, StringBuilder next)
{
    using LockedPage<StringBuilder> page = pin.Lock();
    StringBuilder? old = page.Detach();
    page.Attach(next, chargeBytes: 64);
    return old ?? next;
}
//// pair writer-in-a-switch
//// bad
void Apply(PageLease<object> lease, int operation)
{
    PageWriter<object> writer = lease.BeginWrite(); // bug
    switch (operation)
    {
        case 0:
            writer.Bytes.Clear();
            break;
        case 1:
            writer.Bytes.Fill(0xFF);
            break;
        default:
            return; // bug
    }

    writer.Dispose();
}
//// clean
void Apply(PageLease<object> lease, int operation)
{
    PageWriter<object> writer = lease.BeginWrite();
    switch (operation)
    {
        case 0:
            writer.Bytes.Clear();
            break;
        case 1:
            writer.Bytes.Fill(0xFF);
            break;
        default:
            break;
    }

    writer.Dispose();
}
//// pair used-in-passing
//// bad
long GenerationOf(AddressSpace<object> tree, PageIndex index) => tree.Pin(index).Generation; // bug
//// clean
long GenerationOf(AddressSpace<object> tree, PageIndex index)
{
    using PagePin<object> pin = tree.Pin(index);
    return pin.Generation;
}
