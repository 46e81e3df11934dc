using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>Keeps account of facts, and fails on a story that cannot be: an end without a beginning, or two.</summary>
internal sealed class RecordingObserver : IFactObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FactKey, HashSet<long>> _alive = [];
    private readonly Dictionary<FactEnd, int> _marksEnded = [];

    public int Attached { get; private set; }

    public int MarksSet { get; private set; }

    public int RemoveCallbacks { get; private set; }

    /// <summary>Where metadata is now.</summary>
    public IReadOnlyCollection<FactKey> Alive => _alive.Keys;

    public int MarksEndedBy(FactEnd end) => _marksEnded.GetValueOrDefault(end);

    void IFactObserver.Attached(FactKey key, long bytes)
    {
        lock (_lock)
        {
            Assert.True(_alive.TryAdd(key, []), $"{key} has metadata already.");
            Assert.True(bytes > 0);
            Attached++;
        }
    }

    void IFactObserver.Ended(FactKey key, FactEnd end)
    {
        lock (_lock)
        {
            Assert.True(_alive.Remove(key, out HashSet<long>? marks), $"{key} has no metadata to end.");
            _marksEnded[end] = MarksEndedBy(end) + marks.Count;
        }
    }

    void IFactObserver.Marked(FactKey key, long block)
    {
        lock (_lock)
        {
            Assert.True(_alive[key].Add(block), $"Block {block} at {key} has a mark already.");
            MarksSet++;
        }
    }

    void IFactObserver.Unmarked(FactKey key, long block, FactEnd end)
    {
        lock (_lock)
        {
            Assert.True(_alive[key].Remove(block), $"Block {block} at {key} has no mark.");
            _marksEnded[end] = MarksEndedBy(end) + 1;
        }
    }

    void IFactObserver.RemoveCallbackRan(FactKey key)
    {
        lock (_lock)
        {
            RemoveCallbacks++;
        }
    }

    void IFactObserver.MappingFound(bool afterReturn)
    {
    }
}
