using AopKit.Tests.Clients;

namespace AopKit.Stress.Tests.Storm;

/// <summary>One address space of a storm and what is known about its pages.</summary>
internal sealed class StormSpace
{
    public const int IndexCount = 40;

    private readonly long[] _lastVersions = new long[IndexCount];
    private readonly StormLog _log;

    public StormSpace(
        PageCache cache, StormLog log, long number, ReleaseProtocol protocol, RemoveNotification notice, bool isPolite,
        bool isAsync = false)
    {
        _log = log;
        IsPolite = isPolite;
        bool isStrict = number % 3 != 0;
        bool isBefore = notice == RemoveNotification.BeforeUnlock;
        Client = (protocol == ReleaseProtocol.TwoPhase, notice == RemoveNotification.None) switch
        {
            _ when isAsync => new AsyncStormClient(log, number, isStrict) { IsBeforeUnlock = isBefore },
            (true, true) => new QuietTwoPhaseStormClient(log, number, isStrict),
            (true, false) => new TwoPhaseStormClient(log, number, isStrict) { IsBeforeUnlock = isBefore },
            (false, true) => new QuietStormClient(log, number, isStrict),
            (false, false) => new NotifiedStormClient(log, number, isStrict) { IsBeforeUnlock = isBefore },
        };
        HasNotice = notice != RemoveNotification.None;
        Space = cache.CreateAddressSpace((IAddressSpaceOperations<Fact>)Client, new AddressSpaceOptions
        {
            Name = $"{number} {protocol} {notice}", ReleaseProtocol = protocol, RemoveNotification =
                notice, StablePages = isStrict,
            ReadAheadPages = isAsync ? 8 : 0, ReleaseAlways = number % 4 == 1, Reclaimable = number % 4 == 2,
        });
    }

    public StormClient Client { get; }

    public AddressSpace<Fact> Space { get; }

    /// <summary>Whether nobody drops content here, so that no write may ever be lost (E12).</summary>
    public bool IsPolite { get; }

    public bool HasNotice { get; }

    /// <summary>Writes the page's next version.</summary>
    public void Write(PageIndex index)
    {
        using PagePin<Fact> pin = Space.Pin(index);
        PageWriter<Fact> writer;
        try
        {
            writer = pin.BeginWrite();
        }
        catch (InvalidOperationException) when (!IsPolite)
        {
            // The page was dropped between the pin and the write.
            return;
        }

        using (writer)
        {
            long? version = Pattern.VersionOf(writer.Bytes, Client.PatternSpace, index.Value);
            _log.Expect(version is not null || !Client.IsStrict
                || !IsPolite, $"Page {index} of '{Space.Name}' is torn under its writer.");
            long next = (version ?? 0) + 1;
            if (IsPolite && Client.IsStrict)
            {
                long last = Volatile.Read(ref _lastVersions[index.Value]);
                _log.Expect(
                    version == last, $"E12: page {index} of '{Space.Name}' has version {version}, {last} was written.");
            }

            Pattern.Fill(writer.Bytes, Client.PatternSpace, index.Value, next);
            Volatile.Write(ref _lastVersions[index.Value], next);
        }
    }

    /// <summary>
    /// Reads without a pin: what counts as valid must be whole, and no older than what was written before.
    /// </summary>
    public void TryRead(PageIndex index)
    {
        long before = Volatile.Read(ref _lastVersions[index.Value]);
        (long Space, long Index) state = (Client.PatternSpace, index.Value);
        if (!Space.TryRead(index, ref state, static (bytes, ref page) =>
            Pattern.VersionOf(bytes, page.Space, page.Index), out long? version))
        {
            return;
        }

        _log.Count("valid reads");
        bool mayBeZeroed = !IsPolite;
        _log.Expect(
            version is not null || mayBeZeroed
            || !Client.IsStrict, $"E19: a valid read of page {index} of '{Space.Name}' is torn.");
        if (IsPolite && Client.IsStrict)
        {
            _log.Expect(version >= before,
                $"E12: page {index} of '{Space.Name}' went back from version {before} to {version}.");
        }
    }

    /// <summary>Attaches metadata, and writes down who won.</summary>
    public void Attach(PageIndex index)
    {
        using PagePin<Fact> pin = Space.Pin(index);
        var candidate = new Fact("attached");
        Client.Ledger.Attach(pin.Generation, candidate);
        bool hasWon = false;
        try
        {
            hasWon = pin.GetOrAttach(candidate, StormDice.Roll(64)) == candidate;
        }
        finally
        {
            if (!hasWon)
            {
                Client.Ledger.End(pin.Generation, candidate, "a lost race");
            }
        }
    }
}
