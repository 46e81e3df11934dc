using System.Runtime.CompilerServices;
using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Lifetimes;

namespace AopKit.Callbacks;

/// <content>The callbacks that ask for a page, with the check that the answer fits the metadata (C1, C7).</content>
internal sealed partial class SpaceCallbacks<T>
{
    public override ReleaseOutcome ReleasePage(in PageView page, in ReleaseContext context)
    {
        bool had = page.Metadata is not null;
        ReleaseOutcome outcome;
        ContractViolationException? violation;
        using CallbackTiming? timing = hooks.Time(CallbackKind.Release, owner, page.Index);
        using (CallbackScope scope = Enter(page.Thread, nameof(ReleasePage), ClauseOf(context), Forbidden(context)))
        {
            try
            {
                outcome = Unsafe.As<IReleasePage<T>>(operations).ReleasePage(Lend(page), context);
            }
            catch (Exception exception)
            {
                Contain(page.Index, nameof(ReleasePage), exception);
                return ReleaseOutcome.Kept;
            }

            violation = scope.Violation;
        }

        Watch(page.Index, nameof(ReleasePage), violation);
        return Fit(page.Index, outcome, had, has: page.Metadata is not null);
    }

    public override ReleaseOutcome PrepareRelease(in PageView page, in ReleaseContext context)
    {
        object? before = page.Metadata;
        ReleaseOutcome outcome;
        ContractViolationException? violation;
        using CallbackTiming? timing = hooks.Time(CallbackKind.Prepare, owner, page.Index);
        using (CallbackScope scope = Enter(page.Thread, nameof(PrepareRelease), ClauseOf(context), Forbidden(context)))
        {
            try
            {
                outcome = Unsafe.As<IPrepareRelease<T>>(operations).PrepareRelease(Lend(page), context);
            }
            catch (Exception exception)
            {
                Contain(page.Index, nameof(PrepareRelease), exception);

                // A prepare that threw promised nothing; the client hears the abort nevertheless, to take back what it
                // had begun (E15).
                AbortRelease(page);
                return ReleaseOutcome.Kept;
            }

            violation = scope.Violation;
        }

        if (outcome == ReleaseOutcome.Released)
        {
            violation ??= Changed(before, page.Metadata);
        }

        if (violation is not null && outcome == ReleaseOutcome.Released && failures.Checks == Checks.Full)
        {
            // The report below throws; the promise must be taken back before (E8).
            AbortRelease(page);
        }

        Watch(page.Index, nameof(PrepareRelease), violation);
        return outcome;
    }

    public override void CommitRelease(in PageView page)
    {
        bool returned = Run(
            page, nameof(CommitRelease), CallbackKind.Commit, static (client, locked) => client.CommitRelease(locked));
        if (returned && page.Metadata is not null)
        {
            failures.ReportViolation(owner.Name, page.Index, nameof(CommitRelease), new ContractViolationException(
                "C1",
                "CommitRelease left the metadata attached, although PrepareRelease had answered Released: detach "
                + "it here."));
        }
    }

    public override void AbortRelease(in PageView page) =>
        Run(page, nameof(AbortRelease), CallbackKind.Abort, static (client, locked) => client.AbortRelease(locked));

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

    /// <summary>Runs the second step of a pair.</summary>
    /// <returns>Whether it returned; what it threw is contained.</returns>
    private bool Run(in PageView page, string callback, CallbackKind kind, PrepareStep step)
    {
        ContractViolationException? violation;
        bool returned = false;
        using CallbackTiming? timing = hooks.Time(kind, owner, page.Index);
        using (CallbackScope scope = Enter(page.Thread, callback, "C3", AtomicNoReentry))
        {
            try
            {
                step(Unsafe.As<IPrepareRelease<T>>(operations), Lend(page));
                returned = true;
            }
            catch (Exception exception)
            {
                Contain(page.Index, callback, exception);
            }

            violation = scope.Violation;
        }

        Watch(page.Index, callback, violation);
        return returned;
    }

    private ReleaseOutcome Fit(PageIndex index, ReleaseOutcome outcome, bool had, bool has)
    {
        if (outcome == ReleaseOutcome.Released && has)
        {
            failures.ReportViolation(owner.Name, index, nameof(ReleasePage), new ContractViolationException(
                "C1",
                "ReleasePage answered Released with the metadata still attached. Detach it, or answer Removable to "
                + "end it in OnRemove."));
            return ReleaseOutcome.Removable;
        }

        if (outcome != ReleaseOutcome.Released && had && !has)
        {
            failures.ReportViolation(owner.Name, index, nameof(ReleasePage), new ContractViolationException(
                "C1",
                $"ReleasePage answered {outcome} after it had detached the metadata. Answer Released, or leave it "
                + "attached."));
            return ReleaseOutcome.Kept;
        }

        return outcome;
    }

    private delegate void PrepareStep(IPrepareRelease<T> client, LockedPage<T> page);
}
