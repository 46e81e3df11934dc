using System.Collections.Concurrent;
using AopKit.Testing;
using AopKit.Tests.Clients;

namespace AopKit.Stress.Tests.Storm;

/// <summary>
/// A client that trusts nobody: each callback looks whether it may be called at all, and what it finds wrong it writes
/// down. It implements no interface; the classes below choose.
/// </summary>
internal abstract class StormClient(StormLog log, long patternSpace, bool isStrict)
{
    private readonly ConcurrentDictionary<long, byte[]> _disk = new();
    private readonly ConcurrentDictionary<long, bool> _promised = new();
    private readonly ConcurrentDictionary<long, bool> _invalidated = new();
    private readonly ConcurrentDictionary<long, bool> _leaving = new();
    private volatile bool _hasEnded;

    public long PatternSpace { get; } = patternSpace;

    /// <summary>Whether pages are stable while they are written, so that what is read back is whole.</summary>
    public bool IsStrict { get; } = isStrict;

    /// <summary>Whether a slot stays closed until OnRemove has returned (E3).</summary>
    public bool IsBeforeUnlock { get; init; }

    /// <summary>Fills and writes fail now and then; not at the end, when everything must be written.</summary>
    public volatile bool IsCalm;

    public LifetimeLedger Ledger { get; } = new();

    public void ReadPage(FillPage<Fact> page)
    {
        long index = page.Index.Value;
        Begin("ReadPage");
        log.Expect(
            !IsBeforeUnlock || !_leaving.ContainsKey(index), $"E3: page {index} is filled while its OnRemove runs.");
        if (StormDice.OneIn(2))
        {
            Fact fact = BeginAttach(index, page.Generation);
            try
            {
                page.Attach(fact, chargeBytes: 32);
            }
            catch (Exception exception) when (IsRefused(exception))
            {
                Ledger.End(page.Generation, fact, "an attach that failed");
                throw;
            }
        }

        Fill(index, page.Bytes);
    }

    public async ValueTask ReadPageAsync(FillRequest<Fact> page, CancellationToken cancellation)
    {
        long index = page.Index.Value;
        Begin("ReadPageAsync");
        log.Expect(
            !IsBeforeUnlock || !_leaving.ContainsKey(index), $"E3: page {index} is filled while its OnRemove runs.");

        // Some end at once, others later and on another thread.
        for (int turns = StormDice.Roll(3); turns > 0; turns--)
        {
            await Task.Yield();
        }

        if (StormDice.OneIn(2))
        {
            Fact fact = BeginAttach(index, page.Generation);
            try
            {
                page.Attach(fact, chargeBytes: 32);
            }
            catch (Exception exception) when (IsRefused(exception))
            {
                Ledger.End(page.Generation, fact, "an attach that failed");
                throw;
            }
        }

        Fill(index, page.Bytes.Span);
    }

    public void WritePages(WriteBatch<Fact> batch)
    {
        Begin("WritePages");
        if (!IsCalm && StormDice.OneIn(40))
        {
            throw new IOException("A write failed, as planned.");
        }

        for (int position = 0; position < batch.Count; position++)
        {
            Store(batch[position].Index.Value, batch[position].Bytes);
        }
    }

    public async ValueTask WritePagesAsync(WriteRequest<Fact> batch, CancellationToken cancellation)
    {
        Begin("WritePagesAsync");
        bool fails = !IsCalm && StormDice.OneIn(40);
        for (int position = 0; position < batch.Count; position++)
        {
            // The device takes its time, page by page, and others run meanwhile.
            await Task.Yield();
            Store((batch.First + position).Value, batch.GetBytes(position).Span);
        }

        if (fails)
        {
            throw new IOException("A write failed, as planned.");
        }
    }

    public void ReadPages(FillBatch<Fact> pages)
    {
        for (int position = 0; position < pages.Count; position++)
        {
            ReadPage(pages[position]);
        }
    }

    public ReleaseOutcome ReleasePage(LockedPage<Fact> page, in ReleaseContext context)
    {
        Begin("ReleasePage");
        log.Expect(
            !page.IsDirty || context.Reason == ReleaseReason.Strip,
            $"E5: dirty page {page.Index} is asked for ({context.Reason}).");
        ReleaseOutcome answer = Answer();
        if (answer == ReleaseOutcome.Released && page.Detach() is { } fact)
        {
            Ledger.End(page.Generation, fact, nameof(ReleasePage));
        }

        return answer;
    }

    public ReleaseOutcome PrepareRelease(LockedPage<Fact> page, in ReleaseContext context)
    {
        Begin("PrepareRelease");
        log.Expect(!_promised.ContainsKey(page.Generation),
            $"E8: page {page.Index} is prepared twice without commit or abort.");
        ReleaseOutcome answer = Answer();
        if (answer == ReleaseOutcome.Released)
        {
            _promised[page.Generation] = true;
        }

        return answer;
    }

    public void CommitRelease(LockedPage<Fact> page)
    {
        log.Expect(
            _promised.TryRemove(page.Generation, out _), $"E8: page {page.Index} is committed without a promise.");
        if (page.Detach() is { } fact)
        {
            Ledger.End(page.Generation, fact, nameof(CommitRelease));
        }
    }

    public void AbortRelease(LockedPage<Fact> page)
    {
        // A prepare that threw is aborted as well; it had promised nothing.
        _promised.TryRemove(page.Generation, out _);
    }

    public void InvalidatePage(LockedPage<Fact> page, ByteRange range)
    {
        Begin("InvalidatePage");
        if (range.IsWholePage)
        {
            // Where a drop waits for pins, two may come to the same page, and each tells what it drops.
            bool isFirst = _invalidated.TryAdd(page.Generation, true);
            log.Expect(isFirst || IsBeforeUnlock, $"E9: page {page.Index} is invalidated twice.");
        }
    }

    public void OnRemove(in RemovedPage<Fact> page, RemoveReason reason)
    {
        Begin("OnRemove");
        _leaving[page.Index.Value] = true;
        log.Expect(!_promised.ContainsKey(page.Generation), $"E8: page {page.Index} left with a promise open.");
        bool mustBeTold = reason is RemoveReason.Truncated or RemoveReason.TornDown;
        log.Expect(
            !mustBeTold || _invalidated.ContainsKey(page.Generation),
            $"E9: page {page.Index} left ({reason}) without InvalidatePage.");
        if (IsStrict && reason is RemoveReason.Reclaimed)
        {
            log.Expect(
                Pattern.VersionOf(page.Bytes, PatternSpace, page.Index.Value) is not null,
                $"E2: the bytes of page {page.Index} are not readable in OnRemove.");
        }

        Ledger.Remove(page.Generation, reason);
        if (page.Metadata is { } fact)
        {
            Ledger.End(page.Generation, fact, nameof(OnRemove));
        }

        _leaving.TryRemove(page.Index.Value, out _);
        if (StormDice.OneIn(100))
        {
            throw new InvalidOperationException("OnRemove failed, as planned.");
        }
    }

    public ReleaseOutcome Release(AddressSpace<Fact> space, ReleaseMode mode)
    {
        Begin("Release");
        if (mode == ReleaseMode.MayRefuse)
        {
            return ReleaseOutcome.Kept;
        }

        _hasEnded = true;
        return ReleaseOutcome.Released;
    }

    private void Store(long index, ReadOnlySpan<byte> content)
    {
        byte[] bytes = content.ToArray();
        log.Expect(
            !IsStrict || Pattern.VersionOf(bytes, PatternSpace, index) is not null,
            $"E19: page {index} changed while it was written, in a space with stable pages.");
        _disk[index] = bytes;
    }

    private Fact BeginAttach(long index, long generation)
    {
        var fact = new Fact($"of page {index}");
        Ledger.Attach(generation, fact);
        return fact;
    }

    /// <summary>
    /// Nothing was attached: the budget is full, or another page's callback was seen to wait (Checks.Full) while this
    /// one made room.
    /// </summary>
    private static bool IsRefused(Exception exception) =>
        exception is BudgetExceededException or ContractViolationException;

    private void Fill(long index, Span<byte> bytes)
    {
        log.Expect(bytes.IndexOfAnyExcept((byte)0) < 0, $"E21: page {index} is not zero before its fill.");
        if (!IsCalm && StormDice.OneIn(40))
        {
            throw new IOException("A fill failed, as planned.");
        }

        if (_disk.TryGetValue(index, out byte[]? stored))
        {
            stored.CopyTo(bytes);
        }
        else
        {
            Pattern.Fill(bytes, PatternSpace, index, version: 0);
        }
    }

    private static ReleaseOutcome Answer()
    {
        if (StormDice.OneIn(100))
        {
            throw new InvalidOperationException("A release failed, as planned.");
        }

        return StormDice.OneIn(5) ? ReleaseOutcome.Kept
            : StormDice.OneIn(2) ? ReleaseOutcome.Released
            : ReleaseOutcome.Removable;
    }

    /// <summary>
    /// What every callback begins with; sometimes it lets others run first, so that they meet it half way.
    /// </summary>
    private void Begin(string callback)
    {
        log.Expect(!_hasEnded, $"E10: {callback} is called after the final Release.");
        for (int turns = StormDice.OneIn(10) ? StormDice.Roll(20) : 0; turns > 0; turns--)
        {
            Thread.Yield();
        }
    }
}

internal sealed class QuietStormClient(StormLog log, long space, bool isStrict) : StormClient(log, space, isStrict),
    IAddressSpaceOperations<Fact>, IWritePages<Fact>, IReleasePage<Fact>, IInvalidatePage<Fact>,
    IReleaseAddressSpace<Fact>;

internal sealed class QuietTwoPhaseStormClient(StormLog log, long space, bool isStrict)
    : StormClient(log, space, isStrict),
    IAddressSpaceOperations<Fact>, IWritePages<Fact>, IPrepareRelease<Fact>, IInvalidatePage<Fact>,
    IReleaseAddressSpace<Fact>;

internal sealed class NotifiedStormClient(StormLog log, long space, bool isStrict) : StormClient(log, space, isStrict),
    IAddressSpaceOperations<Fact>, IWritePages<Fact>, IReleasePage<Fact>, IInvalidatePage<Fact>,
    IReleaseAddressSpace<Fact>,
    IOnRemove<Fact>;

/// <summary>Writes in no other way than as a task, and fills pages in runs, or as tasks.</summary>
internal sealed class AsyncStormClient(StormLog log, long space, bool isStrict) : StormClient(log, space, isStrict),
    IAddressSpaceOperations<Fact>, IReadPages<Fact>, IReadPageAsync<Fact>, IWritePagesAsync<Fact>,
    IReleasePage<Fact>, IInvalidatePage<Fact>, IReleaseAddressSpace<Fact>, IOnRemove<Fact>;

internal sealed class TwoPhaseStormClient(StormLog log, long space, bool isStrict) : StormClient(log, space, isStrict),
    IAddressSpaceOperations<Fact>, IWritePages<Fact>, IPrepareRelease<Fact>, IInvalidatePage<Fact>,
    IReleaseAddressSpace<Fact>,
    IOnRemove<Fact>;
