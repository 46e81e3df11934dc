using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Stress.Tests.Storm;

/// <summary>What one storm thread may do next.</summary>
internal sealed class StormMoves(PageCache cache, List<StormSpace> spaces, StormLog log)
{
    private const int PageSize = 4096;

    private StormSpace _at = spaces[0];

    public void Next()
    {
        _at = spaces[StormDice.Roll(spaces.Count)];
        try
        {
            Move(StormDice.Roll(100));
            log.Count("operations");
        }
        catch (BudgetExceededException)
        {
            log.Count("no frame");
        }
        catch (IOException)
        {
            log.Count("failed fills");
        }
        catch (WritebackException)
        {
            log.Count("failed flushes");
        }
        catch (ContractViolationException exception) when (exception.Clause is "C3" or "C4" or "C8")
        {
            // Under Checks.Full: the ledger's own lock was contended inside a callback that must not wait.
            log.Count("waits noticed");
        }
    }

    private void Move(int roll)
    {
        Action move = roll switch
        {
            < 25 => () => _at.TryRead(AnyIndex()),
            < 45 => HoldAPinAndMove,
            < 57 => () => _at.Write(AnyIndex()),
            < 62 => () => _at.Attach(AnyIndex()),
            < 66 => PinAsync,
            < 74 => MoveThatNeverWaits,
            < 76 => () => _at.Space.Prefetch(AnyRange()),
            < 77 => ReadInOrder,
            < 80 => () => _at.Space.Flush(),
            < 82 => () => _at.Space.FlushAsync().AsTask().GetAwaiter().GetResult(),
            < 84 => () => cache.Reclaim(1 + StormDice.Roll(8)),
            < 86 => ShrinkerComesAndGoes,
            < 87 => () => cache.Resize((48 + StormDice.Roll(48)) * PageSize),
            < 88 => () => _at.Space.TryRelease(),
            < 89 => SpaceComesAndGoes,
            < 90 => PinOrGiveUp,
            < 91 => ExhaustTheBudget,
            _ => DropSomething,
        };
        move();
    }

    /// <summary>
    /// With a pin in hand a thread makes no move that waits for pins: two such threads could wait for each other.
    /// </summary>
    private void HoldAPinAndMove()
    {
        PageIndex index = AnyIndex();
        using PagePin<Fact> pin = _at.Space.Pin(index);
        StormSpace held = _at;
        bool isWhole = held.IsPolite && held.Client.IsStrict;
        _at = spaces[StormDice.Roll(spaces.Count)];
        MoveThatNeverWaits();

        // Others may be writing the page: only what every version has in common can be looked at.
        log.Expect(
            !isWhole || Pattern.IsOf(pin.Bytes, held.Client.PatternSpace, index.Value),
            $"E13: under a pin on page {index} of '{held.Space.Name}' another page appeared.");
    }

    private void MoveThatNeverWaits()
    {
        switch (StormDice.Roll(5))
        {
            case 0:
                _at.Space.TryEvict(AnyIndex());
                break;
            case 1:
                _at.Space.TryInvalidate(AnyRange());
                break;
            case 2:
                _at.Space.Strip(AnyRange());
                break;
            case 3:
                if (_at.Space.TryPin(AnyIndex(), out PagePin<Fact> pin))
                {
                    pin.Dispose();
                }

                break;
            default:
                _at.TryRead(AnyIndex());
                break;
        }
    }

    /// <summary>So that there is something to read ahead of.</summary>
    private void ReadInOrder()
    {
        _at = spaces[^(1 + StormDice.Roll(2))];
        for (int index = StormDice.Roll(10); index < StormSpace.IndexCount; index++)
        {
            _at.Space.Pin(new(index)).Dispose();
        }
    }

    private void PinAsync()
    {
        using PageLease<Fact> lease = _at.Space.PinAsync(AnyIndex()).AsTask().GetAwaiter().GetResult();
        log.Expect(lease.Bytes.Length == PageSize, "A lease shows no page.");
    }

    /// <summary>A waiter that may give up before, while and after what it waits for comes.</summary>
    private void PinOrGiveUp()
    {
        // Not disposed: it may be cancelled when the pin has long ended.
        var source = new CancellationTokenSource();
        ThreadPool.UnsafeQueueUserWorkItem(static s => s.Cancel(), source, preferLocal: false);
        try
        {
            if (StormDice.OneIn(2))
            {
                _at.Space.Pin(AnyIndex(), source.Token).Dispose();
            }
            else
            {
                _at.Space.PinAsync(AnyIndex(), source.Token).AsTask().GetAwaiter().GetResult().Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            log.Count("given up");
        }
    }

    /// <summary>Holds pins until no frame is left: then each caller is told so, and nobody loses anything.</summary>
    private void ExhaustTheBudget()
    {
        if (!StormDice.OneIn(20))
        {
            return;
        }

        var leases = new List<PageLease<Fact>>();
        try
        {
            for (int pinned = 0; pinned < 3 * StormSpace.IndexCount; pinned++)
            {
                StormSpace space = spaces[pinned % spaces.Count];
                if (space.IsPolite)
                {
                    leases.Add(space.Space.PinAsync(AnyIndex()).AsTask().GetAwaiter().GetResult());
                }
            }
        }
        finally
        {
            leases.ForEach(lease => lease.Dispose());
        }
    }

    private void DropSomething()
    {
        if (_at.IsPolite)
        {
            return;
        }

        switch (StormDice.Roll(12))
        {
            case 0:
                _at.Space.Discard();
                break;
            case < 4:
                _at.Space.Truncate(StormDice.Roll(StormSpace.IndexCount) * PageSize);
                break;
            case < 7:
                _at.Space.Punch(AnyIndex().ToOffset(PageSize), PageSize * (1 + StormDice.Roll(3)));
                break;
            case < 10:
                _at.Space.Invalidate(AnyRange());
                break;
            default:
                PageIndex index = AnyIndex();
                byte[] content = Pattern.Make(PageSize, _at.Client.PatternSpace, index.Value, StormDice.Roll(1000));
                _at.Space.Replace(index, content, dirty: StormDice.OneIn(2));
                break;
        }
    }

    private void ShrinkerComesAndGoes()
    {
        var shrinker = new ScriptedShrinker(StormDice.Roll(500));
        ShrinkerRegistration registration = cache.RegisterShrinker(shrinker);
        cache.Shrink(StormDice.Roll(5));
        registration.Dispose();
        int calls = shrinker.Calls;
        cache.Shrink();
        log.Expect(calls == shrinker.Calls, "E16: a shrinker was called after its registration had ended.");
        log.Expect(shrinker.MostAtOnce <= 1, "E17: a shrinker was called by two threads at once.");
    }

    private void SpaceComesAndGoes()
    {
        var passing = new StormSpace(
            cache, log, 100, (ReleaseProtocol)StormDice.Roll(4), (RemoveNotification)StormDice.Roll(3), isPolite: true);
        try
        {
            passing.Write(new(1));
            passing.Attach(new(2));
        }
        finally
        {
            passing.Client.IsCalm = true;
            passing.Space.Dispose();
        }
    }

    private static PageIndex AnyIndex() => new(StormDice.Roll(StormSpace.IndexCount));

    private static PageRange AnyRange() => new(AnyIndex(), 1 + StormDice.Roll(6));
}
