// source: torvalds/linux 7c11d0ae4395 https://github.com/torvalds/linux/commit/7c11d0ae439565b4560b0c0f36bf05171ed1a146
// title: Release ends the state of a page whose lock the end of the write still holds
// story: The end of a write clears the last busy sector, says that writeback is over and unlocks the state. Between
// the last two release comes, sees a page at rest, and ends the state together with the lock that is still held.
//// bad
using System;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class SectorState : IDisposable
{
    public SpinLock Lock = new(enableThreadOwnerTracking: false);
    private ulong[]? _writing = new ulong[1];

    public bool ClearWriting(int sector) => (_writing![0] &= ~(1UL << sector)) == 0;

    public void Dispose() => _writing = null;
}

public sealed class SectorPages(Action<PageIndex> endWriteback) : IReleasePage<SectorState>
{
    public void EndWrite(PageIndex index, SectorState state, int sector)
    {
        bool taken = false;
        state.Lock.Enter(ref taken);
        if (state.ClearWriting(sector))
        {
            endWriteback(index); // bug
        }

        state.Lock.Exit(); // bug
    }

    public ReleaseOutcome ReleasePage(LockedPage<SectorState> page, in ReleaseContext context)
    {
        SectorState? state = page.Detach(); // bug
        state?.Dispose(); // bug
        return ReleaseOutcome.Released;
    }
}
//// clean
using System;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class SectorState : IDisposable
{
    public SpinLock Lock = new(enableThreadOwnerTracking: false);
    private ulong[]? _writing = new ulong[1];

    public bool ClearWriting(int sector) => (_writing![0] &= ~(1UL << sector)) == 0;

    public void Dispose() => _writing = null;
}

public sealed class SectorPages(Action<PageIndex> endWriteback) : IReleasePage<SectorState>
{
    public void EndWrite(PageIndex index, SectorState state, int sector)
    {
        bool taken = false;
        state.Lock.Enter(ref taken);
        if (state.ClearWriting(sector))
        {
            endWriteback(index);
        }

        state.Lock.Exit();
    }

    public ReleaseOutcome ReleasePage(LockedPage<SectorState> page, in ReleaseContext context)
    {
        if (page.Metadata is { } held)
        {
            // Whoever ends a write holds it for a few instructions only; afterwards nobody can take it any more.
            bool taken = false;
            held.Lock.Enter(ref taken);
            held.Lock.Exit();
        }

        SectorState? state = page.Detach();
        state?.Dispose();
        return ReleaseOutcome.Released;
    }
}
//// near-miss
using System;
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

[Lifetime(EndsAt = LifetimeEnd.ReleasePage)]
public sealed class SectorState : IDisposable
{
    public SpinLock Lock = new(enableThreadOwnerTracking: false);
    private ulong[]? _writing = new ulong[1];

    public bool ClearWriting(int sector) => (_writing![0] &= ~(1UL << sector)) == 0;

    public void Dispose() => _writing = null;
}

public sealed class SectorPages(Action<PageIndex> endWriteback) : IReleasePage<SectorState>
{
    public void EndWrite(PageIndex index, SectorState state, int sector)
    {
        bool taken = false;
        state.Lock.Enter(ref taken);
        bool last = state.ClearWriting(sector);
        state.Lock.Exit();

        // The state is not touched after this.
        if (last)
        {
            endWriteback(index);
        }
    }

    public ReleaseOutcome ReleasePage(LockedPage<SectorState> page, in ReleaseContext context)
    {
        SectorState? state = page.Detach();
        state?.Dispose();
        return ReleaseOutcome.Released;
    }
}
