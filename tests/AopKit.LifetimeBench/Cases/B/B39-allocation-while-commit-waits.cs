// source: torvalds/linux a5fb11429167 https://github.com/torvalds/linux/commit/a5fb11429167ee6ddeeacc554efaf5776b36433a
// title: A scrub that a commit waits for allocates in a way that can start that commit
// story: A commit first waits until scrub has paused. Scrub, before it paused, allocated memory with leave to
// reclaim, and reclaim can end in a release that waits for a commit.
//// bad
using System;
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class JournalNote
{
    public bool IsCommitted;
}

public sealed class Journal : IReleasePage<JournalNote>
{
    private readonly object _scrubbing = new();

    public void Commit()
    {
        lock (_scrubbing)
        {
            LastCommit++;
        }
    }

    public long LastCommit { get; private set; }

    public void Scrub(AddressSpace<JournalNote> pages, PageIndex index)
    {
        lock (_scrubbing)
        {
            using PagePin<JournalNote> page = pages.Pin(index); // bug
            Check(page.Bytes);
        }
    }

    public ReleaseOutcome ReleasePage(LockedPage<JournalNote> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsCommitted: false } && context.MayBlock)
        {
            Commit(); // bug
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    private static void Check(ReadOnlySpan<byte> bytes) => _ = bytes.Length;
}
//// clean
using System;
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class JournalNote
{
    public bool IsCommitted;
}

public sealed class Journal : IReleasePage<JournalNote>
{
    private readonly object _scrubbing = new();

    public void Commit()
    {
        lock (_scrubbing)
        {
            LastCommit++;
        }
    }

    public long LastCommit { get; private set; }

    public void Scrub(AddressSpace<JournalNote> pages, PageIndex index)
    {
        lock (_scrubbing)
        {
            // Only what is there: no allocation, so no reclaim.
            if (pages.TryPin(index, out PagePin<JournalNote> page))
            {
                using (page)
                {
                    Check(page.Bytes);
                }
            }
        }
    }

    public ReleaseOutcome ReleasePage(LockedPage<JournalNote> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsCommitted: false })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    private static void Check(ReadOnlySpan<byte> bytes) => _ = bytes.Length;
}
//// near-miss
using System;
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class JournalNote
{
    public bool IsCommitted;
}

public sealed class Journal : IReleasePage<JournalNote>
{
    private readonly object _scrubbing = new();

    public void Commit()
    {
        lock (_scrubbing)
        {
            LastCommit++;
        }
    }

    public long LastCommit { get; private set; }

    public void Scrub(AddressSpace<JournalNote> pages, PageIndex index)
    {
        // Before the part that a commit waits for.
        using PagePin<JournalNote> page = pages.Pin(index);
        lock (_scrubbing)
        {
            Check(page.Bytes);
        }
    }

    public ReleaseOutcome ReleasePage(LockedPage<JournalNote> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsCommitted: false })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    private static void Check(ReadOnlySpan<byte> bytes) => _ = bytes.Length;
}
