// source: torvalds/linux c044f3d8360d https://github.com/torvalds/linux/commit/c044f3d8360d2ecf831ba2cc9f08cf9fb2c699fb
// title: Release frees a buffer whose writing has failed, and with it the only record of the failure
// story: A block that the journal had committed was written in the background and failed. Release took its buffer as
// clean; the checkpoint, which looks for failures at the buffers, found none and let go of the journal's copy.
//// bad
using AopKit;
using AopKit.Lifetimes;

public sealed class JournaledBuffer
{
    public bool IsInTransaction;

    [UnwrittenState]
    public bool HasWriteError;
}

public sealed class Journal
{
    public bool IsAborted { get; private set; }

    public void Abort() => IsAborted = true;
}

public sealed class DevicePages(Journal journal) : IReleasePage<JournaledBuffer>
{
    public ReleaseOutcome ReleasePage(LockedPage<JournaledBuffer> page, in ReleaseContext context)
    {
        if (journal.IsAborted || page.Metadata is { IsInTransaction: true })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
using AopKit;
using AopKit.Lifetimes;

public sealed class JournaledBuffer
{
    public bool IsInTransaction;

    [UnwrittenState]
    public bool HasWriteError;
}

public sealed class Journal
{
    public bool IsAborted { get; private set; }

    public void Abort() => IsAborted = true;
}

public sealed class DevicePages(Journal journal) : IReleasePage<JournaledBuffer>
{
    public ReleaseOutcome ReleasePage(LockedPage<JournaledBuffer> page, in ReleaseContext context)
    {
        if (journal.IsAborted || page.Metadata is { IsInTransaction: true })
        {
            return ReleaseOutcome.Kept;
        }

        // Nobody would hear of it afterwards.
        if (page.Metadata is { HasWriteError: true })
        {
            journal.Abort();
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// near-miss
using AopKit;
using AopKit.Lifetimes;

public sealed class JournaledBuffer
{
    public bool IsInTransaction;

    [UnwrittenState]
    public bool HasWriteError;
}

public sealed class Journal
{
    public bool IsAborted { get; private set; }

    public void Abort() => IsAborted = true;
}

public sealed class DevicePages(Journal journal) : IReleasePage<JournaledBuffer>
{
    public ReleaseOutcome ReleasePage(LockedPage<JournaledBuffer> page, in ReleaseContext context)
    {
        if (journal.IsAborted || page.Metadata is { IsInTransaction: true })
        {
            return ReleaseOutcome.Kept;
        }

        if (page.Metadata is { HasWriteError: true })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
