using AopKit.Diagnostics;
using AopKit.Samples.Lab.Measures;

namespace AopKit.Samples.Lab.Ledger;

/// <summary>
/// The attempts to take a page, what they lost and how long everything took. Not thread-safe: <see cref="RunLedger"/>
/// holds the lock.
/// </summary>
internal sealed class AttemptBook
{
    private readonly TickSamples _removals = new();
    private readonly TickSamples _callbacks = new();
    private readonly TickSamples _stalls = new();
    private long _attempts;
    private long _releaseCallbacks;
    private long _aborted;
    private KeptCounts _kept;

    /// <summary>An attempt is over; <paramref name="ticks"/> is its time without the ledger's own.</summary>
    public void Ended(AttemptEnd result, bool isStrip, bool lostMetadata, long ticks)
    {
        if (!isStrip)
        {
            _attempts++;
        }

        if (result == AttemptEnd.Removed)
        {
            _removals.Add(ticks);
        }
        else if (lostMetadata)
        {
            _kept = _kept.Plus(result);
        }
    }

    /// <summary>A client was asked.</summary>
    public void ReleaseCallbackRan() => _releaseCallbacks++;

    public void CallbackRan(CallbackKind kind, long ticks)
    {
        if (kind is CallbackKind.Release or CallbackKind.Prepare)
        {
            _callbacks.Add(ticks);
        }
        else if (kind == CallbackKind.Abort)
        {
            _aborted++;
        }
    }

    public void LookupStalled(long ticks) => _stalls.Add(ticks);

    public AttemptFigures Figures() => new()
    {
        Attempts = _attempts,
        ReleaseCallbacks = _releaseCallbacks,
        Aborted = _aborted,
        Kept = _kept,
        Removal = _removals.Summarise(),
        Callback = _callbacks.Summarise(),
        Stall = _stalls.Summarise(),
        Stalls = _stalls.Count,
    };
}
