using AopKit.Diagnostics;
using AopKit.Samples.Lab.Clients;

namespace AopKit.Samples.Lab.Workloads;

/// <summary>
/// The window of the mail, held open: an attempt to evict one marked page is parked between its release callback and
/// what decides (the freeze, or under Frozen the removal), somebody else meets the page, and the attempt goes on. Then
/// comes the pass that wants the mark.
/// </summary>
/// <remarks>
/// No clock is involved. Either the other one gets the page at once, or, if it is frozen, the engine says that a lookup
/// begins to wait for it: in both cases the attempt is let go on.
/// </remarks>
internal static class ParkedWorkload
{
    /// <summary>
    /// Evicts one page, with <paramref name="interfere"/> in its window; what that holds is held until the attempt is
    /// over.
    /// </summary>
    public static WorkloadOutcome Run(WorkloadRun run, Func<ILabVolume, int, IDisposable> interfere)
    {
        int unit = MarkOne(run);
        PageAddress page = run.Volume.PageOf(unit);
        using var window = new Window(run.Cache.Hooks, page);
        Task evictor = Task.Factory.StartNew(
            () => window.Evict(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        using (window.Meet(() => interfere(run.Volume, unit)))
        {
            evictor.GetAwaiter().GetResult();
        }

        run.Volume.Consume(unit);
        return new WorkloadOutcome(Operations: 1, ContentMismatches: 0);
    }

    // Where nothing should be moved, there is no mark to lose, but there is metadata.
    private static int MarkOne(WorkloadRun run)
    {
        int first = new Random(run.Seed).Next(run.Volume.UnitCount);
        for (int step = 0; step < run.Volume.UnitCount; step++)
        {
            int unit = (first + step) % run.Volume.UnitCount;
            if (run.Volume.Walk(unit) > 0)
            {
                return unit;
            }
        }

        run.Volume.Walk(first);
        return first;
    }

    private sealed class Window : IDisposable
    {
        private readonly Hooks _hooks;
        private readonly PageAddress _page;
        private readonly ManualResetEventSlim _parkedOrOver = new();
        private readonly ManualResetEventSlim _metOrWaiting = new();
        private int _evictor;

        public Window(Hooks hooks, PageAddress page)
        {
            _hooks = hooks;
            _page = page;
            hooks.AtPoint = AtPoint;
        }

        public void Evict()
        {
            _evictor = Environment.CurrentManagedThreadId;
            try
            {
                _page.Space.TryEvict(_page.Index);
            }
            finally
            {
                _parkedOrOver.Set();
            }
        }

        public IDisposable Meet(Func<IDisposable> interfere)
        {
            _parkedOrOver.Wait();
            try
            {
                return interfere();
            }
            finally
            {
                _metOrWaiting.Set();
            }
        }

        public void Dispose()
        {
            _hooks.AtPoint = null;
            _parkedOrOver.Dispose();
            _metOrWaiting.Dispose();
        }

        private void AtPoint(TestPoint point, AddressSpace space, PageIndex index)
        {
            if (space != _page.Space || index != _page.Index)
            {
                return;
            }

            if (point == TestPoint.LookupWaits)
            {
                _metOrWaiting.Set();
            }
            else if (point == TestPoint.AfterReleaseCallback && Environment.CurrentManagedThreadId == _evictor)
            {
                _parkedOrOver.Set();
                _metOrWaiting.Wait();
            }
        }
    }
}
