//// pair looks-up-the-parent
//// bad
sealed class Node
{
    public PageIndex Parent;
}

sealed class Tree(AddressSpace<Node> space) : IReleasePage<Node>
{
    public ReleaseOutcome ReleasePage(LockedPage<Node> page, in ReleaseContext context)
    {
        if (page.Metadata is { Parent: var parent } && context.MayBlock)
        {
            using PagePin<Node> pin = space.Pin(parent); // bug
            if (pin.Metadata is not null)
            {
                return ReleaseOutcome.Kept;
            }
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Node
{
    public PageIndex Parent;

    public bool ParentIsCached;
}

sealed class Tree : IReleasePage<Node>
{
    public ReleaseOutcome ReleasePage(LockedPage<Node> page, in ReleaseContext context)
    {
        if (page.Metadata is { ParentIsCached: true })
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair optimistic-read-in-release
//// bad
sealed class Hint;

sealed class Hints : IReleasePage<Hint>
{
    ReleaseOutcome IReleasePage<Hint>.ReleasePage(LockedPage<Hint> page, in ReleaseContext context)
    {
        int limit = 7;
        bool used = page.Space.TryRead( // bug
            page.Index + 1, ref limit, static (scoped ReadOnlySpan<byte> bytes, ref int state) => bytes[0] > state,
            out bool found);
        return used && found ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
    }
}
//// clean
sealed class Hint;

sealed class Hints : IReleasePage<Hint>
{
    ReleaseOutcome IReleasePage<Hint>.ReleasePage(LockedPage<Hint> page, in ReleaseContext context)
    {
        const int Limit = 7;
        return page.Bytes[0] > Limit ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
    }
}
//// pair writes-back-before-it-answers
//// bad
sealed class Draft
{
    public bool IsNew;
}

sealed class Drafts(AddressSpace<Draft> drafts) : IReleasePage<Draft>
{
    public ReleaseOutcome ReleasePage(LockedPage<Draft> page, in ReleaseContext context)
    {
        if (!page.IsDirty)
        {
            return Give(page);
        }

        if (context is { MayBlock: true, MayEnterFileSystem: true })
        {
            drafts.Flush(); // bug
        }

        return ReleaseOutcome.Kept;
    }

    private static ReleaseOutcome Give(LockedPage<Draft> page)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Draft
{
    public bool IsNew;
}

sealed class Drafts(SemaphoreSlim flushWanted) : IReleasePage<Draft>
{
    public ReleaseOutcome ReleasePage(LockedPage<Draft> page, in ReleaseContext context)
    {
        if (!page.IsDirty)
        {
            return Give(page);
        }

        if (context is { MayBlock: true, MayEnterFileSystem: true })
        {
            flushWanted.Release();
        }

        return ReleaseOutcome.Kept;
    }

    private static ReleaseOutcome Give(LockedPage<Draft> page)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair commit-prefetches
//// bad
sealed class Run
{
    public PageRange Next;
}

sealed class Runs : IPrepareRelease<Run>
{
    public ReleaseOutcome PrepareRelease(LockedPage<Run> page, in ReleaseContext context) => ReleaseOutcome.Released;

    public void CommitRelease(LockedPage<Run> page)
    {
        Run? run = page.Detach();
        if (run is not null)
        {
            page.Space.Prefetch(run.Next); // bug
        }
    }

    public void AbortRelease(LockedPage<Run> page)
    {
    }
}
//// clean
sealed class Run
{
    public PageRange Next;
}

sealed class Runs : IPrepareRelease<Run>
{
    public List<PageRange> Wanted { get; } = [];

    public ReleaseOutcome PrepareRelease(LockedPage<Run> page, in ReleaseContext context) => ReleaseOutcome.Released;

    public void CommitRelease(LockedPage<Run> page)
    {
        Run? run = page.Detach();
        if (run is not null)
        {
            lock (Wanted)
            {
                Wanted.Add(run.Next);
            }
        }
    }

    public void AbortRelease(LockedPage<Run> page)
    {
    }
}
//// pair abort-strips-the-others
//// bad
sealed class Promise;

abstract class Promises<T> : IPrepareRelease<T>
    where T : class
{
    public abstract ReleaseOutcome PrepareRelease(LockedPage<T> page, in ReleaseContext context);

    public virtual void CommitRelease(LockedPage<T> page) => page.Detach();

    public void AbortRelease(LockedPage<T> page) => GiveOthers(page.Space, page.Index); // bug

    private static void GiveOthers(AddressSpace<T> space, PageIndex index)
    {
        for (long i = 0; i < index.Value; i += 128)
        {
            space.Strip(new PageRange(new PageIndex(i), 128)); // bug
        }
    }
}
//// clean
sealed class Promise;

abstract class Promises<T> : IPrepareRelease<T>
    where T : class
{
    private long _aborted = -1;

    public abstract ReleaseOutcome PrepareRelease(LockedPage<T> page, in ReleaseContext context);

    public virtual void CommitRelease(LockedPage<T> page) => page.Detach();

    public void AbortRelease(LockedPage<T> page) => _aborted = Math.Max(_aborted, page.Index.Value);

    protected void GiveOthers(AddressSpace<T> space)
    {
        for (long i = 0; i < _aborted; i += 128)
        {
            space.Strip(new PageRange(new PageIndex(i), 128));
        }
    }
}
//// pair prepare-locks-the-twin
//// bad
sealed class Twin
{
    public bool IsShared;
}

sealed class Twins(AddressSpace<Twin> other) : IPrepareRelease<Twin>
{
    public ReleaseOutcome PrepareRelease(LockedPage<Twin> page, in ReleaseContext context)
    {
        return IsShared(page.Index) ? ReleaseOutcome.Kept : ReleaseOutcome.Released; // bug

        bool IsShared(PageIndex index)
        {
            if (!other.TryPin(index, out PagePin<Twin> pin)) // bug
            {
                return false;
            }

            using (pin)
            {
                using LockedPage<Twin> locked = pin.Lock(); // bug
                return locked.Metadata is { IsShared: true };
            }
        }
    }

    public void CommitRelease(LockedPage<Twin> page) => page.Detach();

    public void AbortRelease(LockedPage<Twin> page)
    {
    }
}
//// clean
sealed class Twin
{
    public bool IsShared;
}

sealed class Twins(ConcurrentDictionary<PageIndex, bool> shared) : IPrepareRelease<Twin>
{
    public ReleaseOutcome PrepareRelease(LockedPage<Twin> page, in ReleaseContext context)
    {
        return IsShared(page.Index) ? ReleaseOutcome.Kept : ReleaseOutcome.Released;

        bool IsShared(PageIndex index)
        {
            return shared.TryGetValue(index, out bool found) && found;
        }
    }

    public void CommitRelease(LockedPage<Twin> page) => page.Detach();

    public void AbortRelease(LockedPage<Twin> page)
    {
    }
}
//// pair migration-evicts
//// bad
sealed class Frame;

sealed class Frames : IMigratePage<Frame>
{
    public MigrateOutcome MigratePage(LockedPage<Frame> from, LockedPage<Frame> to)
    {
        if (from.Metadata is null)
        {
            return from.Space.TryEvict(from.Index) ? MigrateOutcome.Kept : MigrateOutcome.Moved; // bug
        }

        to.Attach(from.Detach()!);
        return MigrateOutcome.Moved;
    }
}
//// clean
sealed class Frame;

sealed class Frames : IMigratePage<Frame>
{
    public MigrateOutcome MigratePage(LockedPage<Frame> from, LockedPage<Frame> to)
    {
        if (from.Metadata is null)
        {
            return MigrateOutcome.Moved;
        }

        to.Attach(from.Detach()!);
        return MigrateOutcome.Moved;
    }
}
