using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Stress.Tests.Random;

/// <summary>
/// The engine and the model side by side: each operation is done to both, and everything that can be seen is compared.
/// </summary>
/// <remarks>
/// Not disposable: a pair that failed is left as it is, for a teardown could wait for the pins of the failure.
/// </remarks>
internal sealed class Pair
{
    private readonly QuietClient _engineClient;
    private readonly QuietClient _modelClient;
    private readonly EngineEvents _events = new();
    private readonly List<CallbackFailure> _failures = [];
    private readonly EpisodePlan _plan;
    private int _modelFailuresSeen;
    private bool _hasEnded;

    public Pair(EpisodePlan plan, Dice dice)
    {
        _plan = plan;
        Cache = new PageCache(new PageCacheOptions
        {
            BudgetBytes = (long)plan.BudgetPages * EpisodePlan.PageSize,
            PageSize = EpisodePlan.PageSize,
            Checks = plan.Checks,
        });
        Cache.Hooks.Observer = _events;
        Cache.CallbackFailed += _failures.Add;
        _engineClient = RandomClient.Make(plan, dice);
        _modelClient = RandomClient.Make(plan, dice);
        WriteHook write = _engineClient.OnWrite!;
        _engineClient.OnWrite = batch =>
        {
            _events.Wrote(new PageRange(batch.First, batch.Count));
            write(batch);
        };
        Engine = Cache.CreateAddressSpace(_engineClient, plan.Options);
        Model = new ModelAddressSpace<Fact>(_modelClient, plan.Options, EpisodePlan.PageSize);
    }

    public PageCache Cache { get; }

    public AddressSpace<Fact> Engine { get; }

    public ModelAddressSpace<Fact> Model { get; }

    /// <summary>Operations that found no frame; the model, which has no budget, passes them over.</summary>
    public long BudgetExceededCount { get; private set; }

    /// <summary>Does one operation to both.</summary>
    /// <param name="operation">The operation; what it returns is compared.</param>
    /// <param name="writes">Whether writing is the operation's own business, so that the model does it
    /// unprompted.</param>
    public void Do(Func<AddressSpace<Fact>, string> operation, bool writes = false)
    {
        string engine = Capture(operation, Engine);
        if (!writes)
        {
            _events.Replay(this);
        }

        if (engine.StartsWith(nameof(BudgetExceededException), StringComparison.Ordinal))
        {
            BudgetExceededCount++;
            _events.ReplayFills(this);
            ForgetLogs();
        }
        else
        {
            Expect("result", engine, Capture(operation, Model));
            CompareLogs();
        }

        _events.Clear();
        CompareCounts();
    }

    /// <summary>Lets the engine do something that the model does not know, and the model follow.</summary>
    public void DoToEngine(Action<PageCache> operation)
    {
        operation(Cache);
        _events.Replay(this);
        _events.Clear();
        CompareLogs();
        CompareCounts();
    }

    /// <summary>Compares every page.</summary>
    public void CompareAll(int indexCount)
    {
        for (int number = 0; number < indexCount; number++)
        {
            PageIndex index = new(number);
            Expect($"presence of page {index}", Engine.TryPin(index, out PagePin<Fact> engine),
                Model.TryPin(index, out PagePin<Fact> model));
            using (engine)
            using (model)
            {
                if (Model.Contains(index))
                {
                    Compare(index, engine.Bytes, model.Bytes, (engine.Metadata, engine.IsDirty),
                        (model.Metadata, model.IsDirty));
                }
            }
        }

        Expect("released but kept", Cache.GetStatistics().ReleasedButKept, Model.ReleasedButKept);
    }

    public void Compare(
        PageIndex index, ReadOnlySpan<byte> engine, ReadOnlySpan<byte> model, (Fact? Fact, bool IsDirty) engineState,
        (Fact? Fact, bool IsDirty) modelState)
    {
        Expect($"metadata of page {index}", engineState.Fact?.Name, modelState.Fact?.Name);
        Expect($"dirty state of page {index}", engineState.IsDirty, modelState.IsDirty);
        int difference = engine.CommonPrefixLength(model);
        Expect($"first differing byte of page {index}", difference, EpisodePlan.PageSize);
    }

    public void Expect<TValue>(string what, TValue engine, TValue model)
    {
        if (!EqualityComparer<TValue>.Default.Equals(engine, model))
        {
            throw new InvalidOperationException(
                $"{what}: the engine says '{engine}', the model says '{model}'. ({_plan})");
        }
    }

    /// <summary>Ends both spaces; every page that was ever inserted must have left once.</summary>
    public void End()
    {
        _hasEnded = true;
        Do(
            space =>
            {
                space.Dispose();
                return "ended";
            },
            writes: true);
        foreach ((long index, byte[] stored) in _modelClient.Disk)
        {
            Expect($"what was written of page {index}", _engineClient.Disk[index].AsSpan().SequenceEqual(stored), true);
        }

        Cache.CheckIntegrity();
        _events.Ledger.ThrowIfUnbalanced();
        PageCacheStatistics statistics = Cache.GetStatistics();
        Expect("pages inserted, by counter and ledger", statistics.InsertedCount, _events.Ledger.InsertedCount);
        Expect("pages removed, by counter and ledger", statistics.RemovedCount, _events.Ledger.RemovedCount);
        Expect("bytes charged at the end", statistics.ChargedBytes, 0);
        Cache.Dispose();
    }

    private static string Capture(Func<AddressSpace<Fact>, string> operation, AddressSpace<Fact> space)
    {
        try
        {
            return operation(space);
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
        catch (PageCacheException exception) when (exception is not ContractViolationException)
        {
            return exception is UnwrittenPagesException unwritten
                ? $"unwritten: {string.Join(' ', unwritten.Ranges)}"
                : exception.GetType().Name;
        }
    }

    private void CompareLogs()
    {
        Expect("callbacks", Lines(_engineClient.Log), Lines(_modelClient.Log));

        // Answers that do not fit are mended by everybody, but reported only with checks.
        IEnumerable<CallbackFailure> modelFailures = Model.Failures.Skip(_modelFailuresSeen)
            .Where(failure => failure.Clause != "C1" || _plan.Checks != Checks.Off);
        Expect("contained failures", Lines(_failures.Select(Describe)), Lines(modelFailures.Select(Describe)));
        ForgetLogs();
    }

    private void CompareCounts()
    {
        if (!_hasEnded)
        {
            Expect("page count", Engine.PageCount, Model.PageCount);
            Expect("dirty page count", Engine.DirtyPageCount, Model.DirtyPageCount);
        }
    }

    private void ForgetLogs()
    {
        _engineClient.ClearLog();
        _modelClient.ClearLog();
        _failures.Clear();
        _modelFailuresSeen = Model.Failures.Count;
    }

    private static string Lines(IEnumerable<string> lines) => string.Join("; ", lines.Order(StringComparer.Ordinal));

    private static string Describe(CallbackFailure failure) => $"{failure.Callback} {failure.Index} {failure.Clause}";
}
