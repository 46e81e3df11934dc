using AopKit.Checking;
using AopKit.Diagnostics;
using AopKit.Lifetimes;

namespace AopKit.Pressure;

/// <summary>
/// One registered shrinker: it is asked by one thread at a time, and never again once it is closed (E16, E17).
/// </summary>
internal sealed class ShrinkerEntry(IShrinker shrinker, ShrinkerOptions options, FailureSink failures, Checks checks)
{
    private const CallbackContexts Forbidden = CallbackContexts.NoReentry;

    private readonly Gate _gate = new();
    private long _deferredCount;
    private int _runningThreadId;
    private bool _isClosed;

    /// <summary>Bytes that the client declared for what the shrinker can free.</summary>
    public long ChargedBytes;

    public string Name => options.Name;

    /// <summary>Asks the shrinker for its part of the pressure; does nothing if it is being asked already.</summary>
    /// <param name="context">How great the pressure is.</param>
    /// <returns>How many objects were freed.</returns>
    public long Shrink(in ShrinkContext context)
    {
        using (_gate.Enter())
        {
            if ((_isClosed && !Fault.Is(FaultId.P19_ScanAfterClose)) || _runningThreadId != 0)
            {
                return 0;
            }

            _runningThreadId = Environment.CurrentManagedThreadId;
        }

        try
        {
            return Round(context);
        }
        finally
        {
            using (_gate.Enter())
            {
                _runningThreadId = 0;
                _gate.PulseAll();
            }
        }
    }

    /// <summary>Sees to it that the shrinker is not called any more, and waits until it is not running (E16).</summary>
    /// <exception cref="InvalidOperationException">The shrinker's own callback calls this.</exception>
    public void Close()
    {
        using (_gate.Enter())
        {
            if (_runningThreadId == Environment.CurrentManagedThreadId)
            {
                throw new InvalidOperationException(
                    $"The registration of shrinker '{Name}' is disposed from inside its own Count or Scan (E16): that "
                    + "waits for itself. "
                    + "Dispose it after the callback has returned.");
            }

            _isClosed = true;
            while (_runningThreadId != 0 && !Fault.Is(FaultId.E16_UnregisterDoesNotWait))
            {
                _gate.Wait();
            }
        }
    }

    /// <summary>
    /// One round, by Linux's rule: (freeable shifted by the priority) × 4 / seeks, and what earlier rounds left over,
    /// capped at twice what there is; in batches, until a scan stops or makes no progress. Source: do_shrink_slab, told
    /// in docs/contract.md, E17.
    /// </summary>
    private long Round(in ShrinkContext context)
    {
        long freeable = Count(context);
        if (freeable <= 0)
        {
            return 0;
        }

        long share = options.Seeks == 0
            ? freeable / 2
            : (freeable >> (Fault.Is(FaultId.E17_PriorityIgnored) ? 0 : context.Priority)) * 4 / options.Seeks;
        long total = Math.Min((_deferredCount >> context.Priority) + share, 2 * freeable);
        long left = total;
        long freedCount = 0;
        while (left >= options.BatchCount || left >= freeable)
        {
            long asked = Math.Min(options.BatchCount, left);
            ShrinkResult result = Scan(asked, context);
            freedCount += result.FreedCount;
            left -= asked;
            if (result.IsStop || result.FreedCount == 0 || left <= 0)
            {
                break;
            }
        }

        long deferred = Math.Max(0, _deferredCount - (_deferredCount >> context.Priority)) + left;
        _deferredCount = Math.Min(deferred, 2 * freeable);
        return freedCount;
    }

    private long Count(in ShrinkContext context)
    {
        using var scope = new CallbackScope(
            CallingThread.Current, checks, nameof(IShrinker.Count), "C5", Forbidden | CallbackContexts.Atomic);
        try
        {
            long count = shrinker.Count(context);
            if (scope.Violation is { } violation)
            {
                failures.Report(Name, null, nameof(IShrinker.Count), violation.Clause, violation);
            }

            if (count < 0)
            {
                failures.Report(Name, null, nameof(IShrinker.Count), "C5", new ContractViolationException(
                    "C5", $"Count answered {count}. It is a number of objects: 0 or more."));
            }

            return count;
        }
        catch (Exception exception)
        {
            failures.ReportContained(Name, null, nameof(IShrinker.Count), exception);
            return 0;
        }
    }

    private ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        CallbackContexts forbidden = context.MayBlock ? Forbidden : Forbidden | CallbackContexts.Atomic;
        using var scope = new CallbackScope(CallingThread.Current, checks, nameof(IShrinker.Scan), "C5", forbidden);
        try
        {
            ShrinkResult result = shrinker.Scan(objectCount, context);
            if (scope.Violation is { } violation)
            {
                failures.Report(Name, null, nameof(IShrinker.Scan), violation.Clause, violation);
            }

            if (result.FreedCount > objectCount && checks != Checks.Off)
            {
                failures.Report(Name, null, nameof(IShrinker.Scan), "C5", new ContractViolationException(
                    "C5", $"Scan was to look at {objectCount} objects and says that it freed {result.FreedCount}."));
            }

            return result;
        }
        catch (Exception exception)
        {
            failures.ReportContained(Name, null, nameof(IShrinker.Scan), exception);
            return ShrinkResult.Stop;
        }
    }
}
