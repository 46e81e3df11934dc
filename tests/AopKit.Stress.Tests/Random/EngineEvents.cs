using AopKit.Diagnostics;
using AopKit.Testing;

namespace AopKit.Stress.Tests.Random;

/// <summary>
/// What the engine did of its own accord during an operation, in order: pages that it wrote and pages that it tried to
/// reclaim. The model is told to do the same; whether that was allowed, and what came of it, is compared.
/// </summary>
internal sealed class EngineEvents : PageObserver
{
    private readonly List<Action<Pair>> _deeds = [];
    private readonly List<PageIndex> _inserted = [];
    private ReleaseReason _reason;

    public LifetimeLedger Ledger { get; } = new();

    public void Wrote(PageRange pages) => _deeds.Add(pair => pair.Model.WriteBack(pages));

    public override void Inserted(AddressSpace space, PageIndex index, long generation)
    {
        Ledger.Insert(generation);
        _inserted.Add(index);
    }

    public override void Removed(AddressSpace space, PageIndex index, long generation, RemoveReason reason) =>
        Ledger.Remove(generation, reason);

    public override void AttemptBegan(AddressSpace space, PageIndex index, long generation, ReleaseReason reason) =>
        _reason = reason;

    public override void AttemptEnded(AddressSpace space, PageIndex index, long generation, AttemptEnd end)
    {
        if (_reason == ReleaseReason.Reclaim)
        {
            bool removed = end == AttemptEnd.Removed;
            _deeds.Add(pair => pair.Expect($"reclaim of page {index}", removed, pair.Model.Reclaim(index)));
        }
    }

    /// <summary>Lets the model do what the engine did, and forgets it.</summary>
    public void Replay(Pair pair)
    {
        foreach (Action<Pair> deed in _deeds)
        {
            deed(pair);
        }

        _deeds.Clear();
    }

    /// <summary>
    /// After an operation that ended for want of room: lets the model fill the pages that the engine had filled by
    /// then.
    /// </summary>
    public void ReplayFills(Pair pair)
    {
        foreach (
            PageIndex index in _inserted.Where(index => pair.Engine.Contains(index) && !pair.Model.Contains(index)))
        {
            pair.Model.Pin(index).Dispose();
        }
    }

    public void Clear()
    {
        _deeds.Clear();
        _inserted.Clear();
    }
}
