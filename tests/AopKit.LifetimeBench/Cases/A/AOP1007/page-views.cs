//// pair slice-after-dispose
//// bad
int Checksum(PageLease<object> lease)
{
    ReadOnlySpan<byte> header = lease.Bytes[..8];
    Console.WriteLine(lease.Index);
    lease.Dispose();
    return header[0] ^ header[7]; // bug
}
//// clean
int Checksum(PageLease<object> lease)
{
    ReadOnlySpan<byte> header = lease.Bytes[..8];
    Console.WriteLine(lease.Index);
    int sum = header[0] ^ header[7];
    lease.Dispose();
    return sum;
}
//// near-miss
int Checksum(PageLease<object> lease, byte[] fallback)
{
    ReadOnlySpan<byte> header = lease.Bytes[..8];
    if (header[0] == 0)
    {
        lease.Dispose();
        header = fallback;
        return header[0] ^ header[7];
    }

    int sum = header[0] ^ header[7];
    lease.Dispose();
    return sum;
}
//// pair metadata-after-the-block
//// bad
void Print(AddressSpace<StringBuilder> tree, PageIndex index)
{
    StringBuilder? text;
    using (PagePin<StringBuilder> pin = tree.Pin(index))
    {
        text = pin.Metadata;
    }

    Console.WriteLine(text); // bug
}
//// clean
void Print(AddressSpace<StringBuilder> tree, PageIndex index)
{
    string? text;
    using (PagePin<StringBuilder> pin = tree.Pin(index))
    {
        text = pin.Metadata?.ToString();
    }

    Console.WriteLine(text);
}
//// pair cast-view-in-finally
//// bad
int Largest(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = tree.Pin(index);
    ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(pin.Bytes);
    int largest = int.MinValue;
    try
    {
        foreach (int number in numbers)
        {
            largest = Math.Max(largest, number);
        }
    }
    finally
    {
        pin.Dispose();
        Console.WriteLine(numbers.IndexOf(largest)); // bug
    }

    return largest;
}
//// clean
int Largest(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = tree.Pin(index);
    ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(pin.Bytes);
    int largest = int.MinValue;
    try
    {
        foreach (int number in numbers)
        {
            largest = Math.Max(largest, number);
        }
    }
    finally
    {
        Console.WriteLine(numbers.IndexOf(largest));
        pin.Dispose();
    }

    return largest;
}
//// pair locked-page-of-an-ended-lease
//// bad
StringBuilder? Take(PageLease<StringBuilder> lease)
{
    LockedPage<StringBuilder> page = lease.Lock();
    lease.Dispose();
    StringBuilder? taken = page.Detach(); // bug
    page.Dispose(); // bug
    return taken;
}
//// clean
StringBuilder? Take(PageLease<StringBuilder> lease)
{
    LockedPage<StringBuilder> page = lease.Lock();
    StringBuilder? taken = page.Detach();
    page.Dispose();
    lease.Dispose();
    return taken;
}
//// pair bytes-of-an-ended-writer
//// bad
void Number(PagePin<object> pin)
{
    Span<byte> target;
    using (PageWriter<object> writer = pin.BeginWrite())
    {
        target = writer.Bytes;
    }

    for (int i = 0; i < 8; i++)
    {
        target[i] = (byte)i; // bug
    }
}
//// clean
void Number(PagePin<object> pin)
{
    using PageWriter<object> writer = pin.BeginWrite();
    Span<byte> target = writer.Bytes;
    for (int i = 0; i < 8; i++)
    {
        target[i] = (byte)i;
    }
}
//// pair view-from-two-helpers
//// bad
byte Tail(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = tree.Pin(index);
    ReadOnlySpan<byte> tail = Half(pin);
    pin.Dispose();
    return tail[^1]; // bug
}

private static ReadOnlySpan<byte> Half(PagePin<object> pin) => Part(pin, pin.Bytes.Length / 2);

private static ReadOnlySpan<byte> Part(PagePin<object> pin, int from) => pin.Bytes[from..];
//// clean
byte Tail(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = tree.Pin(index);
    byte tail = Half(pin)[^1];
    pin.Dispose();
    return tail;
}

private static ReadOnlySpan<byte> Half(PagePin<object> pin) => Part(pin, pin.Bytes.Length / 2);

private static ReadOnlySpan<byte> Part(PagePin<object> pin, int from) => pin.Bytes[from..];
//// pair attached-then-awaited
//// bad
async Task<int> Index(AddressSpace<List<int>> space, PageIndex at, Task<int> next)
{
    PageLease<List<int>> lease = await space.PinAsync(at);
    List<int> list = lease.GetOrAttach([1, 2, 3]);
    lease.Dispose();
    int value = await next;
    return list.IndexOf(value); // bug
}
//// clean
async Task<int> Index(AddressSpace<List<int>> space, PageIndex at, Task<int> next)
{
    PageLease<List<int>> lease = await space.PinAsync(at);
    List<int> list = lease.GetOrAttach([1, 2, 3]);
    int value = await next;
    int found = list.IndexOf(value);
    lease.Dispose();
    return found;
}
//// pair matched-pattern
//// bad
int Weigh(PageLease<object> lease)
{
    if (lease.Metadata is StringBuilder { Length: > 0 } builder)
    {
        lease.Dispose();
        return builder.Capacity; // bug
    }

    lease.Dispose();
    return 0;
}
//// clean
int Weigh(PageLease<object> lease)
{
    if (lease.Metadata is StringBuilder { Length: > 0 } builder)
    {
        int weight = builder.Capacity;
        lease.Dispose();
        return weight;
    }

    lease.Dispose();
    return 0;
}
//// pair reference-to-the-first-byte
//// bad
byte Peek(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = tree.Pin(index);
    ref readonly byte first = ref pin.Bytes[0];
    pin.Dispose();
    return first; // bug
}
//// clean
byte Peek(AddressSpace<object> tree, PageIndex index)
{
    PagePin<object> pin = tree.Pin(index);
    ref readonly byte first = ref pin.Bytes[0];
    byte value = first;
    pin.Dispose();
    return value;
}
//// pair declared-view
//// bad
[return: ViewOf("lease")]
ReadOnlySpan<char> Text(PageLease<object> lease) => MemoryMarshal.Cast<byte, char>(lease.Bytes);

int Words(PageLease<object> lease, bool trim)
{
    ReadOnlySpan<char> text = Text(lease);
    ReadOnlySpan<char> words = trim ? text.Trim() : text;
    lease.Dispose();
    return words.Count(' ') + 1; // bug
}
//// clean
[return: ViewOf("lease")]
ReadOnlySpan<char> Text(PageLease<object> lease) => MemoryMarshal.Cast<byte, char>(lease.Bytes);

int Words(PageLease<object> lease, bool trim)
{
    ReadOnlySpan<char> text = Text(lease);
    ReadOnlySpan<char> words = trim ? text.Trim() : text;
    int count = words.Count(' ') + 1;
    lease.Dispose();
    return count;
}
