//// pair owner-in-a-switch
//// bad
int Encode(object value, IBufferWriter<byte> target)
{
    IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(32); // bug
    int length = 0;
    switch (value)
    {
        case int number when number.TryFormat(owner.Memory.Span, out length):
            target.Write(owner.Memory.Span[..length]);
            break;
        case bool flag:
            return flag ? 1 : 0; // bug
    }

    owner.Dispose();
    return length;
}
//// clean
int Encode(object value, IBufferWriter<byte> target)
{
    using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(32);
    int length = 0;
    switch (value)
    {
        case int number when number.TryFormat(owner.Memory.Span, out length):
            target.Write(owner.Memory.Span[..length]);
            break;
        case bool flag:
            return flag ? 1 : 0;
    }

    return length;
}
//// pair owner-in-passing
//// bad
async Task<int> Probe(Stream source)
{
    Memory<byte> memory = MemoryPool<byte>.Shared.Rent(16).Memory; // bug
    return await source.ReadAsync(memory);
}
//// clean
async Task<int> Probe(Stream source)
{
    using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(16);
    return await source.ReadAsync(owner.Memory);
}
//// near-miss
Task<int> Probe(Stream source)
{
    IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(16);
    return source.ReadAsync(owner.Memory).AsTask().ContinueWith(read =>
    {
        owner.Dispose();
        return read.Result;
    });
}
//// pair pinned-memory
//// bad
unsafe int Hash(ReadOnlyMemory<byte> memory, delegate*<byte*, int, int> native)
{
    MemoryHandle handle = memory.Pin(); // bug
    if (memory.IsEmpty)
    {
        return 0; // bug
    }

    int hash = native((byte*)handle.Pointer, memory.Length);
    handle.Dispose();
    return hash;
}
//// clean
unsafe int Hash(ReadOnlyMemory<byte> memory, delegate*<byte*, int, int> native)
{
    if (memory.IsEmpty)
    {
        return 0;
    }

    MemoryHandle handle = memory.Pin();
    int hash = native((byte*)handle.Pointer, memory.Length);
    handle.Dispose();
    return hash;
}
//// pair pinned-in-a-goto-loop
//// bad
unsafe void Submit(Queue<Memory<byte>> blocks, delegate*<void*, void> native)
{
again:
    if (!blocks.TryDequeue(out Memory<byte> block))
    {
        return;
    }

    MemoryHandle pin = block.Pin(); // bug
    native(pin.Pointer);
    goto again;
}
//// clean
unsafe void Submit(Queue<Memory<byte>> blocks, delegate*<void*, void> native)
{
again:
    if (!blocks.TryDequeue(out Memory<byte> block))
    {
        return;
    }

    using (MemoryHandle pin = block.Pin())
    {
        native(pin.Pointer);
    }

    goto again;
}
//// pair result-not-advanced
//// bad
async Task<int> Frames(PipeReader reader)
{
    int frames = 0;
    while (true)
    {
        ReadResult result = await reader.ReadAsync(); // bug
        if (result.Buffer.Length < 8 && !result.IsCompleted)
        {
            continue; // bug
        }

        if (result.IsCompleted)
        {
            reader.AdvanceTo(result.Buffer.End);
            return frames;
        }

        frames++;
        reader.AdvanceTo(result.Buffer.GetPosition(8));
    }
}
//// clean
async Task<int> Frames(PipeReader reader)
{
    int frames = 0;
    while (true)
    {
        ReadResult result = await reader.ReadAsync();
        if (result.Buffer.Length < 8 && !result.IsCompleted)
        {
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            continue;
        }

        if (result.IsCompleted)
        {
            reader.AdvanceTo(result.Buffer.End);
            return frames;
        }

        frames++;
        reader.AdvanceTo(result.Buffer.GetPosition(8));
    }
}
