using System.Diagnostics;
using AopKit.Diagnostics;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Lab.Ledger;

/// <summary>The half that hears from the engine.</summary>
internal sealed partial class RunLedger : IPageObserver
{
    [ThreadStatic]
    private static long t_attemptBegan;

    [ThreadStatic]
    private static bool t_isStrip;

    public void Inserted(AddressSpace space, PageIndex index, long generation)
    {
        using Entry entry = Begin();
        _pages.Inserted(FactKey.OfPage(space, index, generation));
    }

    public void Removed(AddressSpace space, PageIndex index, long generation, RemoveReason reason)
    {
        var key = FactKey.OfPage(space, index, generation);
        using Entry entry = Begin();
        _facts.Removed(key);
        _pages.Removed(key, reason);
    }

    // One attempt runs from begin to end on one thread, so that its clock can lie with the thread.
    public void AttemptBegan(AddressSpace space, PageIndex index, long generation, ReleaseReason reason)
    {
        t_isStrip = reason == ReleaseReason.Strip;
        t_ownTicks = 0;
        t_attemptBegan = Stopwatch.GetTimestamp();
    }

    public void AttemptEnded(AddressSpace space, PageIndex index, long generation, AttemptEnd result)
    {
        long ticks = Stopwatch.GetTimestamp() - t_attemptBegan - t_ownTicks;
        var key = FactKey.OfPage(space, index, generation);
        using Entry entry = Begin();
        if (result == AttemptEnd.Refused)
        {
            _pages.Refused(key);
        }

        bool lostMetadata = result != AttemptEnd.Removed && _facts.Stayed(key);
        _attempts.Ended(result, t_isStrip, lostMetadata, ticks);
    }

    public void CallbackRan(CallbackKind kind, long elapsedTicks)
    {
        using Entry entry = Begin();
        _attempts.CallbackRan(kind, elapsedTicks);
    }

    public void LookupStalled(AddressSpace space, PageIndex index, long elapsedTicks)
    {
        using Entry entry = Begin();
        _attempts.LookupStalled(elapsedTicks);
    }
}
