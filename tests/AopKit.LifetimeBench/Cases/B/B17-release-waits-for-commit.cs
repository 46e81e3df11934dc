// source: torvalds/linux cce0be6eb497 https://github.com/torvalds/linux/commit/cce0be6eb4971456b703aaeafd571650d314bcca
// title: Release, though allowed to block, waits for a commit that needs memory itself
// story: Release wrote the page to the server and waited for the answer whenever it was allowed to block. The answer
// needed the recovery of the connection, recovery needed a new thread, and the thread that makes threads was the one
// in reclaim.
//// bad
using System;
using System.Threading.Tasks;
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class WriteRequest(Func<Task> commit)
{
    private Task? _running;

    public bool IsDone => _running is { IsCompletedSuccessfully: true };

    public Task Start() => _running ??= commit();
}

public sealed class RemoteFile : IReleasePage<WriteRequest>
{
    public ReleaseOutcome ReleasePage(LockedPage<WriteRequest> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsDone: false } request)
        {
            if (!context.MayBlock || !context.MayEnterFileSystem)
            {
                return ReleaseOutcome.Kept;
            }

            request.Start().Wait(); // bug
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
using System;
using System.Threading.Tasks;
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class WriteRequest(Func<Task> commit)
{
    private Task? _running;

    public bool IsDone => _running is { IsCompletedSuccessfully: true };

    public Task Start() => _running ??= commit();
}

public sealed class RemoteFile : IReleasePage<WriteRequest>
{
    public ReleaseOutcome ReleasePage(LockedPage<WriteRequest> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsDone: false } request)
        {
            if (!context.MayBlock || !context.MayEnterFileSystem)
            {
                return ReleaseOutcome.Kept;
            }

            request.Start();
            if (!request.IsDone)
            {
                return ReleaseOutcome.Kept;
            }
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// near-miss
using System;
using System.Threading.Tasks;
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class WriteRequest(Func<Task> commit)
{
    private Task? _running;

    public bool IsDone => _running is { IsCompletedSuccessfully: true };

    public Task Start() => _running ??= commit();
}

public sealed class RemoteFile : IReleasePage<WriteRequest>
{
    public ReleaseOutcome ReleasePage(LockedPage<WriteRequest> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsDone: false } request)
        {
            if (!context.MayBlock || !context.MayEnterFileSystem)
            {
                return ReleaseOutcome.Kept;
            }

            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    // Who flushes is not in reclaim, and may wait as long as it takes.
    public static void Flush(AddressSpace<WriteRequest> file, PageIndex index)
    {
        using PagePin<WriteRequest> pin = file.Pin(index);
        pin.Metadata?.Start().Wait();
    }
}
