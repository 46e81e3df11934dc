using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Lab.Ledger;

/// <summary>
/// The facts of a run, keyed by (space, index, generation), and the fate of each. It believes the client about when a
/// fact began and which callback ended it, and the engine about which page went; it reads no counter of either.
/// </summary>
/// <remarks>
/// 1. A client ends a fact in a release callback: <em>undecided</em>.
/// 2. The page is removed: undecided facts were lost with the page. So were those still attached, if no removal
///    callback will run that could end them.
/// 3. The attempt ends and the page stays: undecided facts were lost while the page stayed.
/// Not thread-safe: <see cref="RunLedger"/> holds the lock.
/// </remarks>
/// <param name="isRemovalTold">Whether removal callbacks run, which end what is attached when a page goes.</param>
internal sealed class FactBook(bool isRemovalTold)
{
    private const int ViolationLimit = 5;

    private readonly Dictionary<FactKey, FactRecord> _records = [];
    private readonly HashSet<(string Space, long Index)> _everAttached = [];
    private readonly HashSet<FactKey> _goneUntold = [];
    private readonly HashSet<AddressSpace?> _spaces = [];
    private readonly List<string> _violations = [];
    private long _bytes;

    /// <summary>The address spaces that metadata was ever attached in.</summary>
    public IReadOnlySet<AddressSpace?> Spaces => _spaces;

    public FateBook Metadata { get; } = new();

    public FateBook Marks { get; } = new();

    /// <summary>Metadata made again for a page, or for a place of the table, that had some before.</summary>
    public long Rebuilt { get; private set; }

    /// <summary>Lookups that met the page that had lost its metadata.</summary>
    public long FoundWithout { get; private set; }

    public long PeakBytes { get; private set; }

    /// <summary>What no client may do, such as ending a fact twice: the books would not balance.</summary>
    public IReadOnlyList<string> Violations => _violations;

    public void Attach(FactKey key, long bytes)
    {
        FactRecord record = Open(key);
        if (record.HasMetadata)
        {
            Violate($"{key}: metadata was attached to what has some.");
            return;
        }

        _spaces.Add(key.Space);
        if (!_everAttached.Add((key.Space?.Name ?? "", key.Index)))
        {
            Rebuilt++;
        }

        if (record.IsUndecided)
        {
            record.AttachedWhileUndecided++;
        }
        else if (record.IsMissingMetadata)
        {
            record.IsMissingMetadata = false;
            FoundWithout++;
        }

        Metadata.Begin();
        record.HasMetadata = true;
        record.Bytes = bytes;
        _bytes += bytes;
        PeakBytes = Math.Max(PeakBytes, _bytes);
        if (_goneUntold.Contains(key))
        {
            // Attached through a pin to a page that was unlinked meanwhile; nothing will tell of its end.
            EndAll(key, record, Fate.LostWithPage);
        }
    }

    public void End(FactKey key, FactEnd end)
    {
        if (!_records.TryGetValue(key, out FactRecord? record) || !record.HasMetadata)
        {
            if (!_goneUntold.Contains(key))
            {
                Violate($"{key}: metadata that was not there ended by {end}.");
            }

            return;
        }

        record.Marks.ForEach(_ => EndMark(record, end));
        record.Marks.Clear();
        Forget(record);
        if (end == FactEnd.ReleaseCallback)
        {
            record.UndecidedMetadata++;
        }
        else
        {
            Metadata.End(FateOf(end));
        }

        CloseIfBlank(key, record);
    }

    public void Mark(FactKey key, long block)
    {
        FactRecord record = Open(key);
        if (record.Marks.Contains(block))
        {
            Violate($"{key}: block {block} was marked twice.");
            return;
        }

        Marks.Begin();
        if (key.Generation != 0 && !record.HasMetadata)
        {
            // Its metadata ended between the client's deed and the client's word: the mark was never to be found.
            Marks.End(Fate.Dropped);
            CloseIfBlank(key, record);
            return;
        }

        record.Marks.Add(block);
    }

    public void Unmark(FactKey key, long block, FactEnd end)
    {
        // A mark that is not there went with its metadata a moment ago, in another thread: it has its fate.
        if (_records.TryGetValue(key, out FactRecord? record) && record.Marks.Remove(block))
        {
            EndMark(record, end);
            CloseIfBlank(key, record);
        }
    }

    /// <summary>The page has left the cache. Its removal callback, if it has one, is still to come.</summary>
    public void Removed(FactKey key)
    {
        if (!isRemovalTold)
        {
            _goneUntold.Add(key);
        }

        if (_records.TryGetValue(key, out FactRecord? record))
        {
            Decide(record, Fate.LostWithPage);
            record.IsMissingMetadata = false;
            if (!isRemovalTold)
            {
                EndAll(key, record, Fate.LostWithPage);
            }

            CloseIfBlank(key, record);
        }
    }

    /// <summary>The attempt is over and the page is still there. Returns whether it lost metadata.</summary>
    public bool Stayed(FactKey key)
    {
        if (!_records.TryGetValue(key, out FactRecord? record) || !record.IsUndecided)
        {
            return false;
        }

        bool lostMetadata = record.UndecidedMetadata > 0;
        record.IsMissingMetadata = lostMetadata && record.AttachedWhileUndecided == 0;
        FoundWithout += record.AttachedWhileUndecided;
        Decide(record, Fate.LostWhilePageStayed);
        return lostMetadata;
    }

    /// <summary>The operations are done.</summary>
    public void Seal()
    {
        Metadata.Seal();
        Marks.Seal();
    }

    private static Fate FateOf(FactEnd end) => end switch
    {
        FactEnd.OnRemove => Fate.LostWithPage,
        FactEnd.AddressSpaceReleased => Fate.LostWithAddressSpace,
        FactEnd.Shrunk => Fate.Shrunk,
        FactEnd.Consumed => Fate.Survived,
        FactEnd.Dropped => Fate.Dropped,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "The attempt decides this one."),
    };

    private FactRecord Open(FactKey key)
    {
        if (!_records.TryGetValue(key, out FactRecord? record))
        {
            _records.Add(key, record = new FactRecord());
        }

        return record;
    }

    private void CloseIfBlank(FactKey key, FactRecord record)
    {
        if (record.IsBlank)
        {
            _records.Remove(key);
        }
    }

    private void EndMark(FactRecord record, FactEnd end)
    {
        if (end == FactEnd.ReleaseCallback)
        {
            record.UndecidedMarks++;
        }
        else
        {
            Marks.End(FateOf(end));
        }
    }

    private void Decide(FactRecord record, Fate fate)
    {
        for (; record.UndecidedMetadata > 0; record.UndecidedMetadata--)
        {
            Metadata.End(fate);
        }

        for (; record.UndecidedMarks > 0; record.UndecidedMarks--)
        {
            Marks.End(fate);
        }

        record.AttachedWhileUndecided = 0;
    }

    private void EndAll(FactKey key, FactRecord record, Fate fate)
    {
        record.Marks.ForEach(_ => Marks.End(fate));
        record.Marks.Clear();
        if (record.HasMetadata)
        {
            Forget(record);
            Metadata.End(fate);
        }

        CloseIfBlank(key, record);
    }

    private void Forget(FactRecord record)
    {
        record.HasMetadata = false;
        _bytes -= record.Bytes;
        record.Bytes = 0;
    }

    private void Violate(string what)
    {
        if (_violations.Count < ViolationLimit)
        {
            _violations.Add(what);
        }
    }
}
