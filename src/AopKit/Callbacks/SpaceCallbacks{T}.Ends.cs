using System.Runtime.CompilerServices;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Lifetimes;

namespace AopKit.Callbacks;

/// <content>The callbacks that cannot refuse, or that end a page's or the space's life, or move a page.</content>
internal sealed partial class SpaceCallbacks<T>
{
    public override void InvalidatePage(in PageView page, ByteRange range)
    {
        using CallbackTiming? timing = hooks.Time(CallbackKind.Invalidate, owner, page.Index);
        using CallbackScope scope = Enter(nameof(InvalidatePage), "E9", CallbackContexts.None);
        try
        {
            Unsafe.As<IInvalidatePage<T>>(operations).InvalidatePage(Lend(page), range);
        }
        catch (Exception exception)
        {
            Contain(page.Index, nameof(InvalidatePage), exception);
        }
    }

    public override void OnRemove(in PageView page, RemoveReason reason)
    {
        ContractViolationException? violation;
        using CallbackTiming? timing = hooks.Time(CallbackKind.Remove, owner, page.Index);
        using (CallbackScope scope = Enter(page.Thread, nameof(OnRemove), "C3", AtomicNoReentry))
        {
            try
            {
                Unsafe.As<IOnRemove<T>>(operations).OnRemove(
                    new RemovedPage<T>(owner, page.Index, page.Page.Generation, page.Bytes, Typed(ref page.Metadata)),
                    reason);
            }
            catch (Exception exception)
            {
                Contain(page.Index, nameof(OnRemove), exception);
            }

            violation = scope.Violation;
        }

        // Only reported, also under Checks.Full: the page has to go on to its end, and the thread may have come here by
        // ending a pin.
        if (violation is not null)
        {
            failures.Report(owner.Name, page.Index, nameof(OnRemove), violation.Clause, violation);
        }
    }

    public override MigrateOutcome MigratePage(in PageView from, in PageView to)
    {
        using CallbackTiming? timing = hooks.Time(CallbackKind.Migrate, owner, from.Index);
        using CallbackScope scope = Enter(nameof(MigratePage), "C3", CallbackContexts.NoReentry);
        try
        {
            return Unsafe.As<IMigratePage<T>>(operations).MigratePage(Lend(from), Lend(to));
        }
        catch (Exception exception)
        {
            Contain(from.Index, nameof(MigratePage), exception);
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
}
