//// pair condition-of-both
//// bad
int Match(AddressSpace<object> tree, PageIndex index, ReadOnlySpan<byte> wanted)
{
    if (!tree.TryPin(index, out PagePin<object> pin))
    {
        return -1;
    }

    ReadOnlySpan<byte> bytes = pin.Bytes;
    int at = bytes.IndexOf(wanted);
    pin.Dispose();
    return at >= 0 && bytes[at..].StartsWith(wanted) ? at : -1; // bug
}
//// clean
int Match(AddressSpace<object> tree, PageIndex index, ReadOnlySpan<byte> wanted)
{
    if (!tree.TryPin(index, out PagePin<object> pin))
    {
        return -1;
    }

    ReadOnlySpan<byte> bytes = pin.Bytes;
    int at = bytes.IndexOf(wanted);
    bool matches = at >= 0 && bytes[at..].StartsWith(wanted);
    pin.Dispose();
    return matches ? at : -1;
}
//// pair reassigned-view
//// bad
int Compare(PageLease<object> left, PageLease<object> right)
{
    ReadOnlySpan<byte> bytes = left.Bytes;
    int sum = bytes[0];
    left.Dispose();
    bytes = right.Bytes;
    sum -= bytes[0];
    right.Dispose();
    return sum == 0 ? bytes.Length : sum; // bug
}
//// clean
int Compare(PageLease<object> left, PageLease<object> right)
{
    ReadOnlySpan<byte> bytes = left.Bytes;
    int sum = bytes[0];
    left.Dispose();
    bytes = right.Bytes;
    sum -= bytes[0];
    int length = bytes.Length;
    right.Dispose();
    return sum == 0 ? length : sum;
}
//// pair out-view
//// bad
static void Head(PageLease<StringBuilder> lease, out ReadOnlySpan<byte> head) => head = lease.Bytes[..4];

int Magic(PageLease<StringBuilder> lease)
{
    Head(lease, out ReadOnlySpan<byte> head);
    lease.Dispose();
    return BitConverter.ToInt32(head); // bug
}
//// clean
static void Head(PageLease<StringBuilder> lease, out ReadOnlySpan<byte> head) => head = lease.Bytes[..4];

int Magic(PageLease<StringBuilder> lease)
{
    Head(lease, out ReadOnlySpan<byte> head);
    int magic = BitConverter.ToInt32(head);
    lease.Dispose();
    return magic;
}
//// pair checked-again-in-a-catch
//// bad
byte Careful(AddressSpace<object> tree, PageIndex index, int at)
{
    PagePin<object> pin = tree.Pin(index);
    ReadOnlySpan<byte> bytes = pin.Bytes;
    try
    {
        return bytes[at];
    }
    catch (IndexOutOfRangeException)
    {
        pin.Dispose();
        return bytes[^1]; // bug
    }
}
//// clean
byte Careful(AddressSpace<object> tree, PageIndex index, int at)
{
    using PagePin<object> pin = tree.Pin(index);
    ReadOnlySpan<byte> bytes = pin.Bytes;
    try
    {
        return bytes[at];
    }
    catch (IndexOutOfRangeException)
    {
        return bytes[^1];
    }
}
//// pair previous-page-in-a-loop
//// bad
bool AreSorted(AddressSpace<object> tree, int count)
{
    ReadOnlySpan<byte> previous = default;
    for (int i = 0; i < count; i++)
    {
        using PagePin<object> pin = tree.Pin(new PageIndex(i));
        if (i > 0 && previous.SequenceCompareTo(pin.Bytes) > 0) // bug
        {
            return false;
        }

        previous = pin.Bytes;
    }

    return true;
}
//// clean
bool AreSorted(AddressSpace<object> tree, int count)
{
    ReadOnlySpan<byte> previous = default;
    for (int i = 0; i < count; i++)
    {
        using PagePin<object> pin = tree.Pin(new PageIndex(i));
        if (i > 0 && previous.SequenceCompareTo(pin.Bytes) > 0)
        {
            return false;
        }

        previous = pin.Bytes.ToArray();
    }

    return true;
}
//// pair carried-in-a-tuple
//// bad
async Task<string> Label(AddressSpace<StringBuilder> space, PageIndex at)
{
    (StringBuilder? Text, long Generation) seen;
    using (PageLease<StringBuilder> lease = await space.PinAsync(at))
    {
        seen = (lease.Metadata, lease.Generation);
    }

    return $"{seen.Generation}: {seen.Text}"; // bug
}
//// clean
async Task<string> Label(AddressSpace<StringBuilder> space, PageIndex at)
{
    (string? Text, long Generation) seen;
    using (PageLease<StringBuilder> lease = await space.PinAsync(at))
    {
        seen = (lease.Metadata?.ToString(), lease.Generation);
    }

    return $"{seen.Generation}: {seen.Text}";
}
