using AopKit.Tests.Clients;

namespace AopKit.Stress.Tests.Random;

/// <summary>One space's life: random operations on the engine and the model, until the end of both.</summary>
internal sealed class Episode
{
    private const int CompareAllEvery = 100;

    private readonly EpisodePlan _plan;
    private readonly Dice _dice;
    private readonly Pair _pair;
    private readonly List<(PageLease<Fact> Engine, PageLease<Fact> Model)> _leases = [];
    private readonly List<(WritebackErrorCursor Engine, WritebackErrorCursor Model)> _cursors = [];
    private readonly (string Name, int Weight, Action Run)[] _operations;
    private readonly int _totalWeight;

    public Episode(EpisodePlan plan)
    {
        _plan = plan;
        _dice = new Dice(plan.Seed);
        _pair = new Pair(plan, _dice);
        _operations =
        [
            ("pin", 20, Pin), ("write", 14, Write), ("copy", 4, Copy), ("hold", _plan.IsHoarding ? 12 : 4, Hold),
            ("drop", 4, Drop), ("attach", 6, Attach),
            ("swap", 3, SwapMetadata), ("truncate", 2, Truncate), ("punch", 3, Punch), ("invalidate", 3, Invalidate),
            ("discard", 1, Discard), ("try invalidate", 4, TryInvalidate), ("evict", 8, Evict), ("strip", 4, Strip),
            ("replace", 4, Replace), ("flush", 3, Flush), ("cursor", 1, OpenCursor), ("reclaim", 4, Reclaim),
            ("prefetch", 4, Prefetch), ("try release", 1, TryRelease),
        ];
        _totalWeight = _operations.Sum(operation => operation.Weight);
    }

    /// <summary>The names of the operations so far, for the message of a failure.</summary>
    public List<string> Trace { get; } = [];

    public long BudgetExceededCount => _pair.BudgetExceededCount;

    public void Run(long operationCount)
    {
        for (long number = 0; number < operationCount; number++)
        {
            _dice.Operation = number;
            (string name, _, Action run) = Choose();
            Trace.Add(name);
            long exceeded = _pair.BudgetExceededCount;
            run();
            while (exceeded++ < _pair.BudgetExceededCount)
            {
                // Each refusal waits a while for somebody to give something back; let there be some work between two of
                // them.
                Drop();
                Drop();
                Drop();
            }

            CompareLeases();
            if (number % CompareAllEvery == 0)
            {
                _pair.CompareAll(_plan.IndexCount);
            }
        }

        _dice.Operation = operationCount;
        Trace.Add("end");
        while (_leases.Count > 0)
        {
            Drop();
        }

        _pair.CompareAll(_plan.IndexCount);
        _pair.End();
    }

    private (string Name, int Weight, Action Run) Choose()
    {
        int point = _dice.Roll("operation", 0, _totalWeight);
        return _operations.First(operation => (point -= operation.Weight) < 0);
    }

    private void Pin()
    {
        PageIndex index = AnyIndex();
        _pair.Do(space =>
        {
            using PagePin<Fact> pin = space.Pin(index);
            return $"{pin.Metadata} {pin.IsDirty} {Convert.ToHexString(pin.Bytes[..32])}";
        });
    }

    private void Write()
    {
        PageIndex index = AnyIndex();
        _pair.Do(space =>
        {
            using PagePin<Fact> pin = space.Pin(index);
            using PageWriter<Fact> writer = pin.BeginWrite();
            Pattern.Fill(writer.Bytes, 1, index.Value, _dice.Operation);
            return "written";
        });
    }

    private void Copy()
    {
        PageIndex index = AnyIndex();
        int offset = _dice.Roll("offset", 0, EpisodePlan.PageSize - 64);
        _pair.Do(space =>
        {
            Span<byte> bytes = stackalloc byte[64];
            return space.TryCopy(index, offset, bytes) ? Convert.ToHexString(bytes) : "absent";
        });
    }

    private void Hold()
    {
        PageIndex index = AnyIndex();
        if (_leases.Count == _plan.MaxLeaseCount)
        {
            return;
        }

        List<PageLease<Fact>> held = [];
        _pair.Do(space =>
        {
            ValueTask<PageLease<Fact>> pinning = space.PinAsync(index);
            held.Add(pinning.AsTask().GetAwaiter().GetResult());
            return "held";
        });
        if (held.Count == 2)
        {
            _leases.Add((held[0], held[1]));
        }
    }

    private void Drop()
    {
        if (_leases.Count == 0)
        {
            return;
        }

        int which = _dice.Roll("which", _leases.Count, _leases.Count);
        (PageLease<Fact> engine, PageLease<Fact> model) = _leases[which];
        _leases.RemoveAt(which);
        _pair.Do(space =>
        {
            (space == _pair.Model ? model : engine).Dispose();
            return "dropped";
        });
    }

    private void Attach()
    {
        PageIndex index = AnyIndex();
        int charge = _dice.Roll("declared", 0, 128);
        _pair.Do(space =>
        {
            using PagePin<Fact> pin = space.Pin(index);
            return pin.GetOrAttach(new Fact($"attached by {_dice.Operation}"), charge).Name;
        });
    }

    private void SwapMetadata()
    {
        PageIndex index = AnyIndex();
        _pair.Do(space =>
        {
            using PagePin<Fact> pin = space.Pin(index);
            using LockedPage<Fact> locked = pin.Lock();
            string? old = locked.Detach()?.Name;
            if (_dice.Hits("attach again", 0, 2))
            {
                locked.Attach(new Fact($"swapped by {_dice.Operation}"));
            }

            return $"{old}";
        });
    }

    private void Truncate()
    {
        int fullLength = _plan.IndexCount * EpisodePlan.PageSize;
        long length = (fullLength / 3) + _dice.Roll("length", 0, fullLength);
        PageRange range = new(new(length / EpisodePlan.PageSize), _plan.IndexCount);
        DropUnlessPinned(range, space => space.Truncate(length));
    }

    private void Punch()
    {
        long offset = _dice.Roll("offset", 0, _plan.IndexCount * EpisodePlan.PageSize);
        long length = _dice.Roll("length", 0, 4 * EpisodePlan.PageSize);
        DropUnlessPinned(
            new PageRange(new(offset / EpisodePlan.PageSize), 6), space => space.Punch(offset, length));
    }

    private void Invalidate()
    {
        PageRange range = AnyRange(4);
        DropUnlessPinned(range, space => space.Invalidate(range));
    }

    private void Discard()
    {
        if (_dice.Hits("really", 0, 8))
        {
            DropUnlessPinned(new PageRange(new(0), _plan.IndexCount), space => space.Discard());
        }
    }

    private void TryInvalidate()
    {
        PageRange range = AnyRange(6);
        _pair.Do(space => space.TryInvalidate(range).ToString());
    }

    private void Evict()
    {
        PageIndex index = AnyIndex();
        _pair.Do(space => $"{space.TryEvict(index)}");
    }

    private void Strip()
    {
        PageRange range = AnyRange(6);
        _pair.Do(space => $"{space.Strip(range)}");
    }

    private void Replace()
    {
        PageIndex index = AnyIndex();
        byte[] content = Pattern.Make(EpisodePlan.PageSize, 1, index.Value, _dice.Operation);
        DropUnlessPinned(
            new PageRange(index, 1), space => space.Replace(index, content, dirty: _dice.Hits("dirty", 0, 2)));
    }

    private void Flush()
    {
        (WritebackErrorCursor Engine, WritebackErrorCursor Model)? cursor =
            _cursors.Count > 0 && _dice.Hits("with cursor", 0, 2)
                ? _cursors[_dice.Roll("cursor", 0, _cursors.Count)]
                : null;
        _pair.Do(
            space =>
            {
                space.Flush(space == _pair.Model ? cursor?.Model : cursor?.Engine);
                return "flushed";
            },
            writes: true);
    }

    private void OpenCursor()
    {
        if (_cursors.Count == 3)
        {
            _cursors.RemoveAt(0);
        }

        _cursors.Add((_pair.Engine.OpenErrorCursor(), _pair.Model.OpenErrorCursor()));
    }

    private void Reclaim() => _pair.DoToEngine(cache => cache.Reclaim(1 + _dice.Roll("pages", 0, 8)));

    private void Prefetch()
    {
        if (_plan.IsHoarding)
        {
            // It ends early when there is no frame, and does not say so.
            return;
        }

        // A tight cache may reclaim, during a longer run, what it has just read: the model cannot follow that.
        PageRange range = AnyRange(_plan.IsTight ? 1 : 8);
        _pair.Do(space => $"{space.Prefetch(range)}");
    }

    private void TryRelease() => _pair.Do(space => $"{space.TryRelease()}");

    private void DropUnlessPinned(PageRange range, Action<AddressSpace<Fact>> drop)
    {
        // Where the door waits for pins, the only thread would wait for itself; E3's tests look at that.
        if (_plan.MayWait && _leases.Any(lease => lease.Model.Index >= range.First && lease.Model.Index < range.End))
        {
            return;
        }

        _pair.Do(space =>
        {
            drop(space);
            return "dropped";
        });
    }

    private void CompareLeases()
    {
        foreach ((PageLease<Fact> engine, PageLease<Fact> model) in _leases)
        {
            _pair.Expect($"staleness of page {model.Index}", engine.IsStale, model.IsStale);
            if (!model.IsStale)
            {
                _pair.Compare(
                    model.Index, engine.Bytes, model.Bytes, (engine.Metadata, engine.IsDirty),
                    (model.Metadata, model.IsDirty));
            }
            else
            {
                _pair.Expect($"bytes of stale page {model.Index}", engine.Bytes.SequenceEqual(model.Bytes), true);
            }
        }
    }

    private PageIndex AnyIndex()
    {
        int number = _dice.Roll("index", 0, _plan.IndexCount);
        return new(number % EpisodePlan.GapEvery == EpisodePlan.GapEvery - 1 ? number - 1 : number);
    }

    private PageRange AnyRange(int most)
    {
        PageIndex first = AnyIndex();
        long beforeGap = EpisodePlan.GapEvery - 1 - (first.Value % EpisodePlan.GapEvery);
        return new(first, Math.Min(1 + _dice.Roll("count", 0, most), beforeGap));
    }
}
