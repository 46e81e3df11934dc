using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Lab.Ledger;

/// <summary>
/// The pages of a run: who came, who went, who refused to go, and how often the client heard of a removal. Not
/// thread-safe: <see cref="RunLedger"/> holds the lock.
/// </summary>
internal sealed class PageBook
{
    private readonly HashSet<(string Space, long Index)> _everInserted = [];
    private readonly HashSet<FactKey> _refused = [];
    private readonly Dictionary<FactKey, int> _removeCallbacks = [];

    /// <summary>Pages filled that had been in the cache before.</summary>
    public long Refills { get; private set; }

    /// <summary>Pages that reclaim or evict took.</summary>
    public long Reclaimed { get; private set; }

    /// <summary>Pages in the cache whose client refused to let them go, and that never went since.</summary>
    public long NeverReclaimable => _refused.Count;

    public void Inserted(FactKey key)
    {
        if (!_everInserted.Add((key.Space?.Name ?? "", key.Index)))
        {
            Refills++;
        }
    }

    public void Removed(FactKey key, RemoveReason reason)
    {
        _refused.Remove(key);
        _removeCallbacks.TryAdd(key, 0);
        if (reason == RemoveReason.Reclaimed)
        {
            Reclaimed++;
        }
    }

    public void Refused(FactKey key) => _refused.Add(key);

    /// <summary>A removal callback ran. It may run before the engine has told that the page went.</summary>
    public void RemoveCallbackRan(FactKey key) =>
        _removeCallbacks[key] = _removeCallbacks.GetValueOrDefault(key) + 1;

    /// <summary>
    /// The fewest and the most removal callbacks that one removed page had; 0 and 0 if none was removed. Only of spaces
    /// that the client keeps facts for: others need no notice, and have none.
    /// </summary>
    public (int Min, int Max) RemoveCallbacksPerPage(IReadOnlySet<AddressSpace?> spaces)
    {
        int[] counts =
        [
            .. _removeCallbacks.Where(page => spaces.Contains(page.Key.Space)).Select(static page => page.Value),
        ];
        return counts.Length == 0 ? (0, 0) : (counts.Min(), counts.Max());
    }
}
