// source: torvalds/linux 2a64e303e305 https://github.com/torvalds/linux/commit/2a64e303e3051550c75897239174e399dfcb8b7e
// title: The callback for one page throws away the whole cache of compressed pages
// story: When one page of a compressed file was released or invalidated, the callback dropped every cached
// compressed page of that file: from inside reclaim it went back into the page cache, for pages that could have gone
// by themselves.
//// bad
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class PageNote
{
    public bool IsMoving;
}

public sealed class CompressedFile(AddressSpace<PageNote> compressed)
    : IReleasePage<PageNote>, IInvalidatePage<PageNote>
{
    public ReleaseOutcome ReleasePage(LockedPage<PageNote> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsMoving: true })
        {
            return ReleaseOutcome.Kept;
        }

        DropCompressed(); // bug
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void InvalidatePage(LockedPage<PageNote> page, ByteRange range)
    {
        DropCompressed(); // bug
        if (range.IsWholePage)
        {
            page.Detach();
        }
    }

    private void DropCompressed() => compressed.Discard(); // bug
}
//// clean
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class PageNote
{
    public bool IsMoving;
}

public sealed class CompressedFile : IReleasePage<PageNote>, IInvalidatePage<PageNote>
{
    public ReleaseOutcome ReleasePage(LockedPage<PageNote> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsMoving: true })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void InvalidatePage(LockedPage<PageNote> page, ByteRange range)
    {
        if (range.IsWholePage)
        {
            page.Detach();
        }
    }
}
//// near-miss
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class PageNote
{
    public bool IsMoving;
}

public sealed class CompressedFile(AddressSpace<PageNote> compressed) : IReleasePage<PageNote>
{
    public ReleaseOutcome ReleasePage(LockedPage<PageNote> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsMoving: true })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    // Called by who shortens the file, not by the cache.
    public void Shorten(long length)
    {
        compressed.Discard();
        Length = length;
    }

    public long Length { get; private set; }
}
