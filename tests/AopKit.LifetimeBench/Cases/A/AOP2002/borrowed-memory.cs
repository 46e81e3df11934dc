//// pair rented-in-the-constructor
//// bad
sealed class Scratch
{
    public Scratch(int length) => Bytes = ArrayPool<byte>.Shared.Rent(length);

    public byte[] Bytes { get; }
}

sealed class Scratches : IAddressSpaceOperations<Scratch>
{
    public void ReadPage(FillPage<Scratch> page) => page.Attach(new Scratch(page.Bytes.Length)); // bug
}
//// clean
sealed class Scratch
{
    public Scratch(int length) => Bytes = ArrayPool<byte>.Shared.Rent(length);

    public byte[] Bytes { get; }
}

sealed class Scratches : IAddressSpaceOperations<Scratch>, IOnRemove<Scratch>
{
    public void ReadPage(FillPage<Scratch> page) => page.Attach(new Scratch(page.Bytes.Length));

    public void OnRemove(in RemovedPage<Scratch> page, RemoveReason reason)
    {
        if (page.Metadata is { } scratch)
        {
            ArrayPool<byte>.Shared.Return(scratch.Bytes);
        }
    }
}
//// pair pool-array-is-the-metadata
//// bad
sealed class Copies(ArrayPool<byte> pool) : IAddressSpaceOperations<byte[]>
{
    void IAddressSpaceOperations<byte[]>.ReadPage(FillPage<byte[]> page)
    {
        byte[] copy = pool.Rent(page.Bytes.Length);
        page.Bytes.CopyTo(copy);
        page.Attach(copy, chargeBytes: copy.Length); // bug
    }
}
//// clean
sealed class Copies(ArrayPool<byte> pool) : IAddressSpaceOperations<byte[]>, IOnRemove<byte[]>
{
    void IAddressSpaceOperations<byte[]>.ReadPage(FillPage<byte[]> page)
    {
        byte[] copy = pool.Rent(page.Bytes.Length);
        page.Bytes.CopyTo(copy);
        page.Attach(copy, chargeBytes: copy.Length);
    }

    void IOnRemove<byte[]>.OnRemove(in RemovedPage<byte[]> page, RemoveReason reason)
    {
        if (page.Metadata is { } copy)
        {
            pool.Return(copy);
        }
    }
}
//// pair handle-in-the-metadata
//// bad
sealed class Pinned
{
    public GCHandle Handle { get; init; }
}

sealed class Pins : IAddressSpaceOperations<Pinned>
{
    public void ReadPage(FillPage<Pinned> page)
    {
        byte[] shadow = page.Bytes.ToArray();
        page.Attach(new Pinned { Handle = GCHandle.Alloc(shadow, GCHandleType.Pinned) }); // bug
    }
}
//// clean
sealed class Pinned
{
    public GCHandle Handle { get; init; }
}

sealed class Pins : IAddressSpaceOperations<Pinned>, IOnRemove<Pinned>
{
    public void ReadPage(FillPage<Pinned> page)
    {
        byte[] shadow = page.Bytes.ToArray();
        page.Attach(new Pinned { Handle = GCHandle.Alloc(shadow, GCHandleType.Pinned) });
    }

    public void OnRemove(in RemovedPage<Pinned> page, RemoveReason reason)
    {
        Pinned? pinned = page.Metadata;
        if (pinned is { Handle.IsAllocated: true })
        {
            pinned.Handle.Free();
        }
    }
}
//// pair native-memory
//// bad
sealed unsafe class Native
{
    private readonly byte* _bytes;

    public Native(nuint length)
    {
        _bytes = (byte*)NativeMemory.AllocZeroed(length);
    }

    public byte First => *_bytes;

    public void Free() => NativeMemory.Free(_bytes);
}

sealed class Natives : IAddressSpaceOperations<Native>
{
    public void ReadPage(FillPage<Native> page) => page.Attach(new((nuint)page.Bytes.Length)); // bug
}
//// clean
sealed unsafe class Native
{
    private readonly byte* _bytes;

    public Native(nuint length)
    {
        _bytes = (byte*)NativeMemory.AllocZeroed(length);
    }

    public byte First => *_bytes;

    public void Free() => NativeMemory.Free(_bytes);
}

sealed class Natives : IAddressSpaceOperations<Native>, IOnRemove<Native>
{
    public void ReadPage(FillPage<Native> page) => page.Attach(new((nuint)page.Bytes.Length));

    public void OnRemove(in RemovedPage<Native> page, RemoveReason reason) => page.Metadata?.Free();
}
//// pair global-memory-by-marshal
//// bad
sealed record Blob(nint Address, int Length);

sealed class Blobs : IAddressSpaceOperations<Blob>
{
    public void ReadPage(FillPage<Blob> page)
    {
        int length = page.Bytes[0] * 16;
        if (length == 0)
        {
            return;
        }

        page.Attach(new Blob(Marshal.AllocHGlobal(length), length)); // bug
    }
}
//// clean
sealed record Blob(nint Address, int Length);

sealed class Blobs : IAddressSpaceOperations<Blob>, IOnRemove<Blob>
{
    public void ReadPage(FillPage<Blob> page)
    {
        int length = page.Bytes[0] * 16;
        if (length == 0)
        {
            return;
        }

        page.Attach(new Blob(Marshal.AllocHGlobal(length), length));
    }

    public void OnRemove(in RemovedPage<Blob> page, RemoveReason reason)
    {
        if (page.Metadata is (var address, > 0))
        {
            Marshal.FreeHGlobal(address);
        }
    }
}
//// pair memory-owner-in-a-batch
//// bad
sealed class Window(IMemoryOwner<char> text)
{
    public Memory<char> Text => text.Memory;

    public void Close() => text.Dispose();
}

sealed class Windows : IAddressSpaceOperations<Window>, IReadPages<Window>
{
    public void ReadPage(FillPage<Window> page) =>
        page.Attach(new Window(MemoryPool<char>.Shared.Rent(page.Bytes.Length))); // bug

    public void ReadPages(FillBatch<Window> pages)
    {
        for (int i = 0; i < pages.Count; i++)
        {
            ReadPage(pages[i]);
        }
    }
}
//// clean
sealed class Window(IMemoryOwner<char> text)
{
    public Memory<char> Text => text.Memory;

    public void Close() => text.Dispose();
}

sealed class Windows : IAddressSpaceOperations<Window>, IReadPages<Window>, IOnRemove<Window>
{
    public void ReadPage(FillPage<Window> page) =>
        page.Attach(new Window(MemoryPool<char>.Shared.Rent(page.Bytes.Length)));

    public void ReadPages(FillBatch<Window> pages)
    {
        for (int i = 0; i < pages.Count; i++)
        {
            ReadPage(pages[i]);
        }
    }

    public void OnRemove(in RemovedPage<Window> page, RemoveReason reason)
    {
        page.Metadata?.Close();
    }
}
