// source: openzfs/zfs b2ab468dded2 https://github.com/openzfs/zfs/commit/b2ab468dded24a090dba9fc8396b3d394011ce14
// title: A page is copied to the caller under its lock, and the copy needs a page itself
// story: A read copied each page to the memory of the caller while it held the page lock. That memory may be a
// mapping of the same file: to fault it in, the lock of that very page was needed.
//// bad
using System;
using AopKit;
using AopKit.Lifetimes;

public sealed class PageNote;

public interface ICallerMemory
{
    /// <summary>May have to fetch the page that it lies in.</summary>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    void Write(ReadOnlySpan<byte> bytes);
}

public sealed class MappedReader(AddressSpace<PageNote> file)
{
    public void Read(PageIndex index, ICallerMemory memory)
    {
        using PagePin<PageNote> pin = file.Pin(index);
        using LockedPage<PageNote> page = pin.Lock(); // bug
        memory.Write(page.Bytes); // bug
    }
}
//// clean
using System;
using AopKit;
using AopKit.Lifetimes;

public sealed class PageNote;

public interface ICallerMemory
{
    /// <summary>May have to fetch the page that it lies in.</summary>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    void Write(ReadOnlySpan<byte> bytes);
}

public sealed class MappedReader(AddressSpace<PageNote> file)
{
    public void Read(PageIndex index, ICallerMemory memory)
    {
        using PagePin<PageNote> pin = file.Pin(index);
        memory.Write(pin.Bytes);
    }
}
//// near-miss
using System;
using System.Linq;
using AopKit;
using AopKit.Lifetimes;

public sealed class PageNote;

public interface ICallerMemory
{
    /// <summary>May have to fetch the page that it lies in.</summary>
    [Effect(Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache)]
    void Write(ReadOnlySpan<byte> bytes);
}

public sealed class MappedReader(AddressSpace<PageNote> file)
{
    public void Read(PageIndex index, ICallerMemory memory)
    {
        using PagePin<PageNote> pin = file.Pin(index);
        byte[] copy;
        using (LockedPage<PageNote> page = pin.Lock())
        {
            copy = page.Bytes.ToArray();
        }

        memory.Write(copy);
    }
}
