//// pair helper-answers
//// bad
sealed class Sketch
{
    public int Hits;
}

sealed class Sketches : IReleasePage<Sketch>
{
    private long _hits;

    public ReleaseOutcome ReleasePage(LockedPage<Sketch> page, in ReleaseContext context) =>
        context.Reason == ReleaseReason.Migrate ? ReleaseOutcome.Kept : Forget(page); // bug

    private ReleaseOutcome Forget(LockedPage<Sketch> page)
    {
        _hits += page.Metadata?.Hits ?? 0;
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Sketch
{
    public int Hits;
}

sealed class Sketches : IReleasePage<Sketch>
{
    private long _hits;

    public ReleaseOutcome ReleasePage(LockedPage<Sketch> page, in ReleaseContext context) =>
        context.Reason == ReleaseReason.Migrate ? ReleaseOutcome.Kept : Forget(page);

    private ReleaseOutcome Forget(LockedPage<Sketch> page)
    {
        Sketch? sketch = page.Detach();
        _hits += sketch?.Hits ?? 0;
        return ReleaseOutcome.Released;
    }
}
//// pair three-calls-deep
//// bad
sealed class Chain
{
    public Chain? Next;
}

sealed class Chains : IReleasePage<Chain>
{
    private int _length;

    public ReleaseOutcome ReleasePage(LockedPage<Chain> page, in ReleaseContext context)
    {
        First(page);
        return ReleaseOutcome.Released; // bug
    }

    private void First(LockedPage<Chain> page) => Second(page, page.Metadata);

    private void Second(LockedPage<Chain> page, Chain? chain)
    {
        if (chain is not null && page.Index.Value > 0)
        {
            Third(chain);
        }
    }

    private void Third(Chain chain) => _length -= chain.Next is null ? 1 : 2;
}
//// clean
sealed class Chain
{
    public Chain? Next;
}

sealed class Chains : IReleasePage<Chain>
{
    private int _length;

    public ReleaseOutcome ReleasePage(LockedPage<Chain> page, in ReleaseContext context)
    {
        First(page);
        return ReleaseOutcome.Released;
    }

    private void First(LockedPage<Chain> page) => Second(page, page.Metadata);

    private void Second(LockedPage<Chain> page, Chain? chain)
    {
        if (chain is not null)
        {
            Third(page);
        }
    }

    private void Third(LockedPage<Chain> page) => _length -= page.Detach()?.Next is null ? 1 : 2;
}
//// pair bool-helper-detaches-when-true
//// bad
sealed class Bitmap
{
    public ulong Set;
}

sealed class Bitmaps : IReleasePage<Bitmap>
{
    public ReleaseOutcome ReleasePage(LockedPage<Bitmap> page, in ReleaseContext context)
    {
        if (!TryTake(page))
        {
            return ReleaseOutcome.Released; // bug
        }

        return ReleaseOutcome.Kept;
    }

    private static bool TryTake(LockedPage<Bitmap> page)
    {
        if (page.Metadata is { Set: not 0 })
        {
            return false;
        }

        page.Detach();
        return true;
    }
}
//// clean
sealed class Bitmap
{
    public ulong Set;
}

sealed class Bitmaps : IReleasePage<Bitmap>
{
    public ReleaseOutcome ReleasePage(LockedPage<Bitmap> page, in ReleaseContext context)
    {
        if (TryTake(page))
        {
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Kept;
    }

    private static bool TryTake(LockedPage<Bitmap> page)
    {
        if (page.Metadata is { Set: not 0 })
        {
            return false;
        }

        page.Detach();
        return true;
    }
}
//// pair override-forgets-the-base
//// bad
class Entry
{
    public bool IsPinned;
}

class Entries : IReleasePage<Entry>
{
    public virtual ReleaseOutcome ReleasePage(LockedPage<Entry> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}

sealed class CarefulEntries : Entries
{
    public override ReleaseOutcome ReleasePage(LockedPage<Entry> page, in ReleaseContext context) =>
        page.Metadata?.IsPinned == true ? ReleaseOutcome.Kept : ReleaseOutcome.Released; // bug
}
//// clean
class Entry
{
    public bool IsPinned;
}

class Entries : IReleasePage<Entry>
{
    public virtual ReleaseOutcome ReleasePage(LockedPage<Entry> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}

sealed class CarefulEntries : Entries
{
    public override ReleaseOutcome ReleasePage(LockedPage<Entry> page, in ReleaseContext context) =>
        page.Metadata?.IsPinned == true ? ReleaseOutcome.Kept : base.ReleasePage(page, context);
}
//// pair generic-client
//// bad
interface IIdle
{
    bool IsIdle { get; }
}

abstract class Operations<T> : IReleasePage<T>
    where T : class, IIdle
{
    protected abstract void Note(PageIndex index);

    public ReleaseOutcome ReleasePage(LockedPage<T> page, in ReleaseContext context)
    {
        T? metadata = page.Metadata;
        if (metadata is null || !metadata.IsIdle)
        {
            return ReleaseOutcome.Kept;
        }

        Note(page.Index);
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
interface IIdle
{
    bool IsIdle { get; }
}

abstract class Operations<T> : IReleasePage<T>
    where T : class, IIdle
{
    protected abstract void Note(PageIndex index);

    public ReleaseOutcome ReleasePage(LockedPage<T> page, in ReleaseContext context)
    {
        T? metadata = page.Metadata;
        if (metadata is null || !metadata.IsIdle)
        {
            return ReleaseOutcome.Kept;
        }

        Note(page.Index);
        return page.Detach() is null ? ReleaseOutcome.Removable : ReleaseOutcome.Released;
    }
}
//// pair local-function-decides
//// bad
partial class Plans : IReleasePage<Plans.Plan>
{
    public ReleaseOutcome ReleasePage(LockedPage<Plan> page, in ReleaseContext context)
    {
        return Decide(page.Metadata); // bug

        static ReleaseOutcome Decide(Plan? plan)
        {
            if (plan is null)
            {
                return ReleaseOutcome.Removable;
            }

            return plan.Steps > 0 ? ReleaseOutcome.Kept : ReleaseOutcome.Released; // bug
        }
    }
}

partial class Plans
{
    public sealed class Plan
    {
        public int Steps;
    }
}
//// clean
partial class Plans : IReleasePage<Plans.Plan>
{
    public ReleaseOutcome ReleasePage(LockedPage<Plan> page, in ReleaseContext context)
    {
        ReleaseOutcome answer = Decide(page.Metadata);
        if (answer == ReleaseOutcome.Released)
        {
            page.Detach();
        }

        return answer;

        static ReleaseOutcome Decide(Plan? plan)
        {
            if (plan is null)
            {
                return ReleaseOutcome.Removable;
            }

            return plan.Steps > 0 ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
        }
    }
}

partial class Plans
{
    public sealed class Plan
    {
        public int Steps;
    }
}
//// pair other-page-detached
//// bad
sealed class Twin
{
    public object? Shared;
}

sealed class Twins(AddressSpace<Twin> mirror) : IReleasePage<Twin>
{
    private readonly Queue<PageIndex> _mirrored = new();

    public ReleaseOutcome ReleasePage(LockedPage<Twin> page, in ReleaseContext context)
    {
        if (page.Metadata?.Shared is not null)
        {
            _mirrored.Enqueue(page.Index);
        }

        return ReleaseOutcome.Released; // bug
    }

    public void Drain()
    {
        while (_mirrored.TryDequeue(out PageIndex index) && mirror.TryPin(index, out PagePin<Twin> pin))
        {
            using (pin)
            {
                using LockedPage<Twin> locked = pin.Lock();
                locked.Detach();
            }
        }
    }
}
//// clean
sealed class Twin
{
    public object? Shared;
}

sealed class Twins(AddressSpace<Twin> mirror) : IReleasePage<Twin>
{
    private readonly Queue<PageIndex> _mirrored = new();

    public ReleaseOutcome ReleasePage(LockedPage<Twin> page, in ReleaseContext context)
    {
        if (page.Detach() is { Shared: not null })
        {
            _mirrored.Enqueue(page.Index);
        }

        return ReleaseOutcome.Released;
    }

    public void Drain()
    {
        while (_mirrored.TryDequeue(out PageIndex index) && mirror.TryPin(index, out PagePin<Twin> pin))
        {
            using (pin)
            {
                using LockedPage<Twin> locked = pin.Lock();
                locked.Detach();
            }
        }
    }
}
