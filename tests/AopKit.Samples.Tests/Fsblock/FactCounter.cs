using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>Keeps account of states and marks, and of whether what it was told fits together.</summary>
internal sealed class FactCounter : IFactObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FactKey, HashSet<long>> _alive = [];
    private readonly Dictionary<FactEnd, int> _marksEnded = [];
    private readonly List<string> _errors = [];
    private int _mappingHitsAfterReturn;

    public int MarksSet { get; private set; }

    public int AttachedCount { get; private set; }

    public int RemoveCallbackCount { get; private set; }

    public int MappingHitsAfterReturn => Volatile.Read(ref _mappingHitsAfterReturn);

    /// <summary>States that have begun and not ended.</summary>
    public int AliveCount => _alive.Count;

    /// <summary>Marks that have been set and not ended.</summary>
    public int PendingMarks => _alive.Values.Sum(static marks => marks.Count);

    /// <summary>What was told and cannot be.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public int MarksEndedBy(FactEnd end) => _marksEnded.GetValueOrDefault(end);

    public void Attached(FactKey key, long bytes)
    {
        lock (_lock)
        {
            AttachedCount++;
            Check(_alive.TryAdd(key, []), $"{key} attached twice");
        }
    }

    public void Ended(FactKey key, FactEnd end)
    {
        lock (_lock)
        {
            Check(_alive.Remove(key, out HashSet<long>? marks), $"{key} ended by {end} without a beginning");
            _marksEnded[end] = MarksEndedBy(end) + (marks?.Count ?? 0);
        }
    }

    public void Marked(FactKey key, long block)
    {
        lock (_lock)
        {
            MarksSet++;
            Check(
                _alive.TryGetValue(key, out HashSet<long>? marks) && marks.Add(block),
                $"{key} marked {block} without a state, or twice");
        }
    }

    public void Unmarked(FactKey key, long block, FactEnd end)
    {
        lock (_lock)
        {
            Check(
                _alive.TryGetValue(key, out HashSet<long>? marks) && marks.Remove(block),
                $"{key} lost the mark of {block} by {end} without having it");
            _marksEnded[end] = MarksEndedBy(end) + 1;
        }
    }

    public void RemoveCallbackRan(FactKey key)
    {
        lock (_lock)
        {
            RemoveCallbackCount++;
        }
    }

    public void MappingFound(bool afterReturn)
    {
        if (afterReturn)
        {
            Interlocked.Increment(ref _mappingHitsAfterReturn);
        }
    }

    private void Check(bool holds, string error)
    {
        if (!holds)
        {
            _errors.Add(error);
        }
    }
}
