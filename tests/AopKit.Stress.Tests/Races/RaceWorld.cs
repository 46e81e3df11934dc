using AopKit.Diagnostics;
using AopKit.Testing;

namespace AopKit.Stress.Tests.Races;

/// <summary>
/// What the threads of a race share: a small cache, one address space, and a book of all that must be true at the end.
/// Only one thread of a race runs at a time, so the book needs no locks.
/// </summary>
internal sealed class RaceWorld : PageObserver, IDisposable
{
    public const int PageSize = 4096;
    public const int BudgetPages = 24;

    private readonly List<string> _problems = [];
    private readonly List<RaceMark> _marks = [];
    private readonly HashSet<long> _inserted = [];
    private readonly HashSet<long> _left = [];
    private readonly HashSet<long> _released = [];
    private readonly Dictionary<long, int> _pins = [];
    private readonly Dictionary<long, int> _written = [];
    private long _lossCount;

    public RaceWorld(RaceSetting setting)
    {
        Setting = setting;
        Cache = new PageCache(new PageCacheOptions
        {
            BudgetBytes = BudgetPages * PageSize, Checks = setting.Checks,

            // The other policy has every page of so small a cache in its sample, and hears of each hit.
            ReclaimPolicy = setting.IsHot ? ReclaimPolicy.Clock : ReclaimPolicy.Adaptive,
        });
        Cache.Hooks.Observer = this;
        Client = setting.Protocol == ReleaseProtocol.TwoPhase
            ? new TwoPhaseRaceClient(this)
            : new PlainRaceClient(this);
        Space = Cache.CreateAddressSpace((IAddressSpaceOperations<RaceMark>)Client, new AddressSpaceOptions
        {
            Name = "race", ReleaseProtocol = setting.Protocol, RemoveNotification = setting.Notice,
            ExpectedPages = setting.ExpectedPages,
        });
    }

    public RaceSetting Setting { get; }

    public PageCache Cache { get; }

    public AddressSpace<RaceMark> Space { get; }

    public RaceClient Client { get; }

    public bool IsBeforeUnlock => Setting.Notice == RemoveNotification.BeforeUnlock;

    /// <summary>Whether a thread drops content, so that what was written may be gone.</summary>
    public bool DropsContent { get; set; }

    /// <summary>What else must hold at the end.</summary>
    public Action? AtEnd { get; set; }

    /// <summary>What a race hands from its setup to a thread, or from one thread to another.</summary>
    public object? Tool { get; set; }

    /// <summary>What a page is filled with: which page it is, and which version.</summary>
    public static byte Content(long index, int version) => (byte)(((index & 15) << 4) + version + 1);

    public static bool IsOf(byte content, long index) => (content - 1) >> 4 == (index & 15);

    public int VersionIn(byte content, long index)
    {
        Expect(IsOf(content, index), $"E13: page {index} shows {content:x2}, which is not its own.");
        return (content - 1) & 15;
    }

    public void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _problems.Add(otherwise);
        }
    }

    public RaceMark MakeMark()
    {
        var mark = new RaceMark(this);
        _marks.Add(mark);
        return mark;
    }

    /// <summary>Reads a page under a pin, twice: it must be the page, and stay it.</summary>
    public int Read(long index)
    {
        using PagePin<RaceMark> pin = Space.Pin(new(index));
        Note(pin.Generation, +1);
        int version = VersionIn(pin.Bytes[0], index);
        RaceMark? mark = pin.Metadata;
        bool mayEnd = Setting.Protocol is ReleaseProtocol.Classic or ReleaseProtocol.Prechecked;
        Expect(mayEnd || mark is not { HasEnded: true }, $"E7: page {index} is pinned with metadata that has ended.");
        RaceExplorer.Point(this);
        VersionIn(pin.Bytes[^1], index);
        Expect(mayEnd || mark is not { HasEnded: true }, $"E7: under a pin the metadata of page {index} ends.");
        Note(pin.Generation, -1);
        return version;
    }

    /// <summary>Reads a page if it is there.</summary>
    public void TryRead(long index)
    {
        if (Space.TryPin(new(index), out PagePin<RaceMark> pin))
        {
            Note(pin.Generation, +1);
            VersionIn(pin.Bytes[0], index);
            Note(pin.Generation, -1);
            pin.Dispose();
        }
    }

    /// <summary>Writes a version, in two halves. A page that was dropped meanwhile is not written.</summary>
    public void Write(long index, int version)
    {
        using PagePin<RaceMark> pin = Space.Pin(new(index));
        Note(pin.Generation, +1);
        WriteUnder(pin, index, version);
        Note(pin.Generation, -1);
    }

    /// <summary>Puts a page into the cache, and reads it often enough if the setting is a hot one.</summary>
    public void Warm(long index)
    {
        for (int read = 0; read < (Setting.IsHot ? 5 : 1); read++)
        {
            Read(index);
        }
    }

    /// <summary>Copies without a pin: what is valid must be of the page.</summary>
    public void CopyUnpinned(long index)
    {
        if (Space.TryReadValue(new(index), 0, out byte first))
        {
            VersionIn(first, index);
        }
    }

    /// <summary>Reads without a pin: what is valid must be of the page, and whole.</summary>
    public void ReadUnpinned(long index)
    {
        (RaceWorld World, byte First, byte Last) state = (this, 0, 0);
        if (Space.TryRead(new(index), ref state, static (bytes, ref seen) =>
        {
            seen.First = bytes[0];
            RaceExplorer.Point(seen.World);
            seen.Last = bytes[^1];
            return true;
        }, out _))
        {
            Expect(state.First == state.Last, $"E19: a valid read of page {index} is torn.");
            VersionIn(state.First, index);
        }
    }

    /// <summary>A pin that nobody else can see is held, or no longer.</summary>
    public void Note(long generation, int count) =>
        _pins[generation] = _pins.GetValueOrDefault(generation) + count;

    public void ExpectNoPin(long generation, long index) =>
        Expect(_pins.GetValueOrDefault(generation) == 0, $"E2: OnRemove of page {index} runs under a pin.");

    public void NoteRelease(long generation) => _released.Add(generation);

    public override void Inserted(AddressSpace space, PageIndex index, long generation) =>
        Expect(
            space != Space || _inserted.Add(generation), $"Page {index} is inserted twice as generation {generation}.");

    public override void Removed(AddressSpace space, PageIndex index, long generation, RemoveReason reason) =>
        Expect(space != Space || _left.Add(generation), $"E1: page {index} leaves twice as generation {generation}.");

    public override void AttemptEnded(AddressSpace space, PageIndex index, long generation, AttemptEnd end)
    {
        if (_released.Remove(generation) && end != AttemptEnd.Removed)
        {
            _lossCount++;
        }
    }

    /// <summary>Looks at everything once all threads have ended.</summary>
    public void Check()
    {
        ThrowIfAny();
        Cache.CheckIntegrity();
        AtEnd?.Invoke();
        ReleasedButKept kept = Cache.GetStatistics().ReleasedButKept;
        Expect(kept.Total == _lossCount, $"E6: {_lossCount} losses, but {kept.Total} are counted.");
        Expect(kept.AlreadyPinned == 0 || Setting.Protocol == ReleaseProtocol.Classic,
            "E6: only Classic may ask for a page that it has seen pinned.");
        foreach ((long index, int version) in DropsContent ? [] : _written)
        {
            int read = Read(index);
            Expect(read == version, $"E12: page {index} has version {read}, but {version} was written.");
        }

        End();
        ThrowIfAny();
    }

    public void Dispose() => Cache.Dispose();

    private void WriteUnder(PagePin<RaceMark> pin, long index, int version)
    {
        try
        {
            using PageWriter<RaceMark> writer = pin.BeginWrite();
            writer.Bytes[..(PageSize / 2)].Fill(Content(index, version));
            RaceExplorer.Point(this);
            writer.Bytes[(PageSize / 2)..].Fill(Content(index, version));
            _written[index] = version;
        }
        catch (InvalidOperationException) when (DropsContent)
        {
            // The page was dropped between the pin and the write.
        }
    }

    private void End()
    {
        bool isOpen = true;
        try
        {
            Space.Flush();
        }
        catch (ObjectDisposedException)
        {
            isOpen = false;
        }

        Space.Dispose();
        foreach ((long index, int version) in DropsContent || !isOpen ? [] : _written)
        {
            int stored = Client.Disk.GetValueOrDefault(index);
            Expect(stored == version, $"E12: the device has version {stored} of page {index}, not {version}.");
        }

        Expect(_left.SetEquals(_inserted), $"E1: {_inserted.Count} pages came, {_left.Count} left.");
        Expect(Client.Removed.SetEquals(_inserted),
            $"E1: {_inserted.Count} pages came, {Client.Removed.Count} had an OnRemove.");
        Expect(_marks.All(mark => mark.HasEnded), "C2: metadata has not ended.");
        Cache.CheckIntegrity();
    }

    private void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join(" ", _problems.Distinct()));
        }
    }
}
