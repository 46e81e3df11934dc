//// pair batch-of-a-helper
//// bad
sealed class Disk(Stream device) : IWritePagesAsync<object>
{
    public async ValueTask WritePagesAsync(WriteRequest<object> batch, CancellationToken cancellation) =>
        await Write(batch);

    private async Task Write([Borrowed] WriteRequest<object> batch)
    {
        int position = 0;
        while (position < batch.Count) // bug
        {
            await device.WriteAsync(batch.GetBytes(position++)); // bug
        }
    }
}
//// clean
sealed class Disk(Stream device) : IWritePagesAsync<object>
{
    public async ValueTask WritePagesAsync(WriteRequest<object> batch, CancellationToken cancellation) =>
        await Write(batch);

    private async Task Write([Borrowed(UntilTaskEnds = true)] WriteRequest<object> batch)
    {
        int position = 0;
        while (position < batch.Count)
        {
            await device.WriteAsync(batch.GetBytes(position++));
        }
    }
}
//// pair metadata-of-an-invalidation
//// bad
sealed class Cutter : IInvalidatePage<StringBuilder>
{
    public void InvalidatePage(LockedPage<StringBuilder> page, ByteRange range)
    {
        if (page.Metadata is { } text)
        {
            Trim(text, range.Start);
        }

        static async void Trim([Borrowed] StringBuilder text, int length)
        {
            await Task.Yield();
            text.Length = length; // bug
        }
    }
}
//// clean
sealed class Cutter : IInvalidatePage<StringBuilder>
{
    public void InvalidatePage(LockedPage<StringBuilder> page, ByteRange range)
    {
        if (page.Metadata is { } text)
        {
            Trim(text, range.Start);
        }

        static async void Trim([Borrowed] StringBuilder text, int length)
        {
            text.Length = length;
            await Task.Yield();
            Console.WriteLine(length);
        }
    }
}
//// pair lease-read-lazily
//// bad
IEnumerable<byte> Bytes([Borrowed] PageLease<object> lease, int step)
{
    for (int at = 0; at < lease.Bytes.Length; at += step) // bug
    {
        yield return lease.Bytes[at]; // bug
    }
}
//// clean
IEnumerable<byte> Bytes([Owned] PageLease<object> lease, int step)
{
    using (lease)
    {
        for (int at = 0; at < lease.Bytes.Length; at += step)
        {
            yield return lease.Bytes[at];
        }
    }
}
//// pair slice-of-a-fill
//// bad
sealed class Loader(Stream device)
{
    public async Task Read([Borrowed] FillRequest<object> page, bool hasHeader)
    {
        Memory<byte> body = hasHeader ? page.Bytes[16..] : page.Bytes;
        byte[] block = new byte[body.Length];
        await device.ReadExactlyAsync(block);
        block.CopyTo(body); // bug
    }
}
//// clean
sealed class Loader(Stream device)
{
    public async Task Read([Borrowed(UntilTaskEnds = true)] FillRequest<object> page, bool hasHeader)
    {
        Memory<byte> body = hasHeader ? page.Bytes[16..] : page.Bytes;
        byte[] block = new byte[body.Length];
        await device.ReadExactlyAsync(block);
        block.CopyTo(body);
    }
}
//// pair lease-that-stays-the-callers
//// bad
async Task<bool> IsUnchanged([Borrowed] PageLease<object> lease, Func<ReadOnlyMemory<byte>, Task<bool>> test)
{
    byte[] before = lease.Bytes.ToArray();
    bool passed = await test(before);
    return passed && !lease.IsStale && lease.Bytes.SequenceEqual(before); // bug
}
//// clean
async Task<bool> IsUnchanged(PageLease<object> lease, Func<ReadOnlyMemory<byte>, Task<bool>> test)
{
    using PageLease<object> own = await lease.Space.PinAsync(lease.Index);
    byte[] before = own.Bytes.ToArray();
    bool passed = await test(before);
    return passed && !own.IsStale && own.Bytes.SequenceEqual(before);
}
