using AopKit.Frames;
using AopKit.Residency;
using AopKit.Testing;

namespace AopKit.Stress.Tests.Storm;

/// <summary>
/// Dedicated threads on one small cache: all doors, all protocols and notices, failing clients, shrinkers, a budget
/// that changes. Ends with an integrity check of every structure and a ledger in which every insertion has exactly one
/// end.
/// </summary>
/// <param name="seed">For the dice.</param>
/// <param name="operationsPerThread">When it ends.</param>
/// <param name="checks">What is watched.</param>
/// <param name="hasBackground">Whether the small cache does all that large ones do in the background: the flusher, held
/// back writers, the reclaim daemon.</param>
internal sealed class StormRun(int seed, long operationsPerThread, Checks checks, bool hasBackground = false)
{
    private const int PageSize = 4096;
    private const int ThreadCount = 4;

    private readonly StormLog _log = new();
    private readonly StormObserver _observer = new();
    private readonly List<StormSpace> _spaces = [];

    /// <summary>Ends the storm early; null: only the number of operations does.</summary>
    public Func<bool>? IsOver { get; init; }

    /// <returns>What was done, in one line.</returns>
    /// <exception cref="InvalidOperationException">A clause was broken; the message lists how.</exception>
    public string Execute()
    {
        using var cache = new PageCache(new PageCacheOptions
        {
            BudgetBytes = 64 * PageSize, MaxBudgetBytes = 96 * PageSize, PageSize = PageSize, Checks = checks,
            LeastBackgroundFrames = hasBackground ? 1 : 1024, DirtyExpiration = TimeSpan.FromMilliseconds(20),
        });
        cache.Hooks.Observer = _observer;
        CreateSpaces(cache);
        try
        {
            return Execute(cache);
        }
        catch
        {
            // Or what the planned failures make of the disposal would hide what went wrong.
            _spaces.ForEach(space => space.Client.IsCalm = true);
            throw;
        }
    }

    private string Execute(PageCache cache)
    {
        ParkedThread[] threads = [.. Enumerable.Range(0, ThreadCount).Select(number => Start(cache, number))];
        Array.ForEach(threads, thread => thread.Join());
        Array.ForEach(threads, thread => thread.Dispose());
        Calm(cache);
        SpinWait.SpinUntil(() => HasNoFills(cache), ParkedThread.Watchdog);
        cache.CheckIntegrity();
        foreach (StormSpace space in _spaces)
        {
            space.Client.IsCalm = true;
            space.Space.Dispose();
            if (space.HasNotice)
            {
                space.Client.Ledger.ThrowIfUnbalanced();
            }
        }

        cache.CheckIntegrity();
        _observer.Pages.ThrowIfUnbalanced();
        PageCacheStatistics statistics = cache.GetStatistics();
        _log.Expect(statistics.InsertedCount == _observer.Pages.InsertedCount,
            $"{statistics.InsertedCount} pages counted, {_observer.Pages.InsertedCount} seen.");
        _log.Expect(statistics.ChargedBytes == 0, $"E14: {statistics.ChargedBytes} bytes are still charged.");
        _log.Expect(statistics.ResidentCount == 0, $"{statistics.ResidentCount} pages are still in the cache.");
        _log.ThrowIfAny();
        return $"{ThreadCount} threads, {_observer.Pages.InsertedCount} pages inserted and removed once each, "
            + $"Checks.{checks}: {_log}, {_observer}, background {statistics.BackgroundReclaimedCount} reclaimed, "
            + $"writers stalled {statistics.WriterStallCount}, {statistics.ReadAheadCount} read ahead.";
    }

    /// <summary>Ends what goes on in the background, so that the cache is quiet.</summary>
    private void Calm(PageCache cache)
    {
        cache.Parts.StopBackgroundAsync().Wait();
        cache.Parts.Store.Spaces.Snapshot().ToList().ForEach(cache.Parts.Store.ReadAhead!.WaitForEnd);
        foreach (StormSpace space in _spaces)
        {
            space.Client.IsCalm = true;
            try
            {
                space.Space.Flush();
            }
            catch (WritebackException)
            {
                _log.Count("failed flushes");
            }
        }
    }

    /// <summary>Whether the fills have ended whose waiters gave up: they go on for nobody.</summary>
    private static bool HasNoFills(PageCache cache)
    {
        PageStore store = cache.Parts.Store;
        return Enumerable.Range(0, store.Free.HighWater).All(frame =>
        {
            long word = FrameState.Read(ref store.Frames.State(frame));
            return FrameState.Has(word, FrameState.Frozen) || FrameState.Pins(word) == 0;
        });
    }

    private void CreateSpaces(PageCache cache)
    {
        long number = 0;
        foreach (ReleaseProtocol protocol in Enum.GetValues<ReleaseProtocol>())
        {
            foreach (RemoveNotification notice in Enum.GetValues<RemoveNotification>())
            {
                _spaces.Add(new StormSpace(cache, _log, number, protocol, notice, isPolite: number % 2 == 0));
                number++;
            }
        }

        foreach (RemoveNotification notice in (RemoveNotification[])
            [RemoveNotification.BeforeUnlock, RemoveNotification.AfterUnlock])
        {
            _spaces.Add(new StormSpace(
                cache, _log, number, ReleaseProtocol.Frozen, notice, isPolite: number % 2 == 0, isAsync: true));
            number++;
        }
    }

    private ParkedThread Start(PageCache cache, int number) => new ParkedThread().Start(() =>
    {
        StormDice.Seed((seed * ThreadCount) + number);
        var moves = new StormMoves(cache, _spaces, _log);
        for (long operation = 0; operation < operationsPerThread && IsOver?.Invoke() != true; operation++)
        {
            moves.Next();
        }
    });
}
