using System.Runtime.CompilerServices;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Lifetimes;

namespace AopKit.Callbacks;

/// <content>The callbacks that ask for a page, with the check that the answer fits the metadata (C1, C7).</content>
internal sealed partial class SpaceCallbacks<T>
{
    public override ReleaseOutcome ReleasePage(
        int frame, bool isDirty, CallingThread thread, in ReleaseContext context)
    {
        if (!thread.IsQuiet)
        {
            return ReleaseWatched(frame, isDirty, thread, context);
        }

        ref T? metadata = ref Metadata(frame);
        bool had = metadata is not null;
        ReleaseOutcome outcome;
        // No finally: it would have what the call needs kept in memory and not in registers.
        thread.Depth++;
        try
        {
            outcome = Unsafe.As<IReleasePage<T>>(operations).ReleasePage(
                Lend(frame, ref metadata, isDirty), context);
        }
        catch (Exception exception)
        {
            thread.Depth--;
            Contain(IndexOf(frame), nameof(ReleasePage), exception);
            return ReleaseOutcome.Kept;
        }

        thread.Depth--;
        return Fit(frame, outcome, had, has: metadata is not null);
    }

    public override ReleaseOutcome PrepareRelease(
        int frame, bool isDirty, CallingThread thread, in ReleaseContext context)
    {
        object? before = Metadata(frame);
        PageIndex index = IndexOf(frame);
        ReleaseOutcome outcome;
        ContractViolationException? violation;
        using CallbackTiming? timing = tools.Hooks.Time(CallbackKind.Prepare, owner, index);
        using (CallbackScope scope = Enter(thread, nameof(PrepareRelease), ClauseOf(context), Forbidden(context)))
        {
            try
            {
                outcome = Unsafe.As<IPrepareRelease<T>>(operations).PrepareRelease(Lend(frame, isDirty), context);
            }
            catch (Exception exception)
            {
                Contain(index, nameof(PrepareRelease), exception);

                // A prepare that threw promised nothing; the client hears the abort nevertheless, to take back what it
                // had begun (E15).
                AbortRelease(frame, thread);
                return ReleaseOutcome.Kept;
            }

            violation = scope.Violation;
        }

        if (outcome == ReleaseOutcome.Released)
        {
            violation ??= Changed(before, Metadata(frame));
        }

        if (violation is not null && outcome == ReleaseOutcome.Released && tools.Failures.Checks == Checks.Full)
        {
            // The report below throws; the promise must be taken back before (E8).
            AbortRelease(frame, thread);
        }

        Watch(index, nameof(PrepareRelease), violation);
        return outcome;
    }

    public override void CommitRelease(int frame, CallingThread thread)
    {
        bool returned = Run(
            frame, thread, nameof(CommitRelease), CallbackKind.Commit,
            static (client, locked) => client.CommitRelease(locked));
        if (returned && Metadata(frame) is not null)
        {
            var violation = new ContractViolationException(
                "C1",
                "CommitRelease left the metadata attached, although PrepareRelease had answered Released: detach "
                + "it here.");
            tools.Failures.ReportViolation(owner.Name, IndexOf(frame), nameof(CommitRelease), violation);
        }
    }

    public override void AbortRelease(int frame, CallingThread thread) => Run(
        frame, thread, nameof(AbortRelease), CallbackKind.Abort,
        static (client, locked) => client.AbortRelease(locked));

    private static string ClauseOf(in ReleaseContext context) => context.WillRemove == WillRemove.Certain ? "C8" : "C4";

    private static CallbackContexts Forbidden(in ReleaseContext context) =>
        context.MayBlock ? CallbackContexts.NoReentry : AtomicNoReentry;

    private static ContractViolationException? Changed(object? before, object? after) =>
        ReferenceEquals(before, after)
            ? null
            : new ContractViolationException(
                "C7",
                "PrepareRelease changed what Metadata shows. It may only do what AbortRelease can take back: "
                + "detach in CommitRelease.");

    /// <summary>Asks outside a quiet run: with all that there may be around a callback.</summary>
    private ReleaseOutcome ReleaseWatched(int frame, bool isDirty, CallingThread thread, in ReleaseContext context)
    {
        bool had = Metadata(frame) is not null;
        PageIndex index = IndexOf(frame);
        ReleaseOutcome outcome;
        ContractViolationException? violation;
        using CallbackTiming? timing = tools.Hooks.Time(CallbackKind.Release, owner, index);
        using (CallbackScope scope = Enter(thread, nameof(ReleasePage), ClauseOf(context), Forbidden(context)))
        {
            try
            {
                outcome = Unsafe.As<IReleasePage<T>>(operations).ReleasePage(Lend(frame, isDirty), context);
            }
            catch (Exception exception)
            {
                Contain(index, nameof(ReleasePage), exception);
                return ReleaseOutcome.Kept;
            }

            violation = scope.Violation;
        }

        Watch(index, nameof(ReleasePage), violation);
        return Fit(frame, outcome, had, has: Metadata(frame) is not null);
    }

    /// <summary>Runs the second step of a pair.</summary>
    /// <returns>Whether it returned; what it threw is contained.</returns>
    private bool Run(int frame, CallingThread thread, string callback, CallbackKind kind, PrepareStep step)
    {
        PageIndex index = IndexOf(frame);
        ContractViolationException? violation;
        bool returned = false;
        using CallbackTiming? timing = tools.Hooks.Time(kind, owner, index);
        using (CallbackScope scope = Enter(thread, callback, "C3", AtomicNoReentry))
        {
            try
            {
                step(Unsafe.As<IPrepareRelease<T>>(operations), Lend(frame));
                returned = true;
            }
            catch (Exception exception)
            {
                Contain(index, callback, exception);
            }

            violation = scope.Violation;
        }

        Watch(index, callback, violation);
        return returned;
    }

    private ReleaseOutcome Fit(int frame, ReleaseOutcome outcome, bool had, bool has)
    {
        bool fits = outcome == ReleaseOutcome.Released ? !has : has || !had;
        return fits ? outcome : MakeFit(IndexOf(frame), outcome);
    }

    /// <summary>Tells of an answer that does not fit the metadata, and gives the one that does.</summary>
    private ReleaseOutcome MakeFit(PageIndex index, ReleaseOutcome outcome)
    {
        bool released = outcome == ReleaseOutcome.Released;
        string message = released
            ? "ReleasePage answered Released with the metadata still attached. Detach it, or answer Removable to "
                + "end it in OnRemove."
            : $"ReleasePage answered {outcome} after it had detached the metadata. Answer Released, or leave it "
                + "attached.";
        tools.Failures.ReportViolation(
            owner.Name, index, nameof(ReleasePage), new ContractViolationException("C1", message));
        return released ? ReleaseOutcome.Removable : ReleaseOutcome.Kept;
    }

    private delegate void PrepareStep(IPrepareRelease<T> client, LockedPage<T> page);
}
