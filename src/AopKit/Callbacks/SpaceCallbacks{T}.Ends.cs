using System.Runtime.CompilerServices;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Lifetimes;

namespace AopKit.Callbacks;

/// <content>The callbacks that cannot refuse, or that end a page's or the space's life, or move a page.</content>
internal sealed partial class SpaceCallbacks<T>
{
    public override void InvalidatePage(int frame, ByteRange range)
    {
        using CallbackTiming? timing = tools.Hooks.Time(CallbackKind.Invalidate, owner, IndexOf(frame));
        using CallbackScope scope = Enter(nameof(InvalidatePage), "E9", CallbackContexts.None);
        try
        {
            Unsafe.As<IInvalidatePage<T>>(operations).InvalidatePage(Lend(frame), range);
        }
        catch (Exception exception)
        {
            Contain(IndexOf(frame), nameof(InvalidatePage), exception);
        }
    }

    public override void OnRemove(int frame, CallingThread thread, RemoveReason reason)
    {
        if (!thread.IsQuiet)
        {
            RemoveWatched(frame, thread, reason);
            return;
        }

        // No finally: it would have what the call needs kept in memory and not in registers.
        thread.Depth++;
        try
        {
            Unsafe.As<IOnRemove<T>>(operations).OnRemove(Removed(frame), reason);
        }
        catch (Exception exception)
        {
            thread.Depth--;
            Contain(IndexOf(frame), nameof(OnRemove), exception);
            return;
        }

        thread.Depth--;
    }

    public override MigrateOutcome MigratePage(int from, int to)
    {
        PageIndex index = IndexOf(from);
        using CallbackTiming? timing = tools.Hooks.Time(CallbackKind.Migrate, owner, index);
        using CallbackScope scope = Enter(nameof(MigratePage), "C3", CallbackContexts.NoReentry);
        try
        {
            return Unsafe.As<IMigratePage<T>>(operations).MigratePage(Lend(from), Lend(to));
        }
        catch (Exception exception)
        {
            Contain(index, nameof(MigratePage), exception);
            return MigrateOutcome.Kept;
        }
    }

    public override ReleaseOutcome ReleaseSpace(ReleaseMode mode)
    {
        using CallbackScope scope = Enter("Release", "E10", CallbackContexts.NoReentry);
        try
        {
            return Unsafe.As<IReleaseAddressSpace<T>>(operations).Release(owner, mode);
        }
        catch (Exception exception)
        {
            Contain(null, "Release", exception);
            return ReleaseOutcome.Kept;
        }
    }

    /// <summary>The same outside a quiet run: with all that there may be around a callback.</summary>
    private void RemoveWatched(int frame, CallingThread thread, RemoveReason reason)
    {
        PageIndex index = IndexOf(frame);
        ContractViolationException? violation;
        using CallbackTiming? timing = tools.Hooks.Time(CallbackKind.Remove, owner, index);
        using (CallbackScope scope = Enter(thread, nameof(OnRemove), "C3", AtomicNoReentry))
        {
            try
            {
                Unsafe.As<IOnRemove<T>>(operations).OnRemove(Removed(frame), reason);
            }
            catch (Exception exception)
            {
                Contain(index, nameof(OnRemove), exception);
            }

            violation = scope.Violation;
        }

        // Only reported, also under Checks.Full: the page has to go on to its end, and the thread may have come here by
        // ending a pin.
        if (violation is not null)
        {
            tools.Failures.Report(owner.Name, index, nameof(OnRemove), violation.Clause, violation);
        }
    }

    private RemovedPage<T> Removed(int frame)
    {
        ref FrameHeader header = ref tools.Frames.Header(frame);
        return new RemovedPage<T>(
            owner, new PageIndex(header.Index), header.Generation, tools.Frames.Bytes(frame), Metadata(frame));
    }
}
