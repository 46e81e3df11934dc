using AopKit.Residency;

namespace AopKit.Tests.Residency;

/// <summary>
/// An index beside the simplest thing that does the same: a sorted dictionary of slots and sets of tags.
/// </summary>
internal sealed class IndexModel(NodePool nodes, int flatSizeClass)
{
    private readonly SortedDictionary<long, long> _slots = [];
    private readonly SortedSet<long> _dirty = [];
    private readonly SortedSet<long> _writeback = [];
    private RadixIndex _index = new(nodes, flatSizeClass);
    private long _bytes;
    private int _lastFrame;

    public long NodeCount => _index.NodeCount;

    public IEnumerable<long> Indexes => _slots.Keys;

    public void Write(long index, long content)
    {
        Assert.True(
            _slots.ContainsKey(index) || content == IndexSlot.Empty || _index.BytesToInsert(index, out _) >= 0, "E14");
        long asked = _slots.ContainsKey(index) ? 0 : _index.BytesToInsert(index, out _);
        long added = _index.Write(index, content);
        Assert.True(content == IndexSlot.Empty || added <= asked, $"E14: {added} bytes came, {asked} were announced.");
        _bytes += added;
        _slots.Remove(index);
        if (content != IndexSlot.Empty)
        {
            _slots.Add(index, content);
        }

        if (!IndexSlot.IsResident(content))
        {
            _dirty.Remove(index);
            _writeback.Remove(index);
        }
    }

    public void Insert(long index) => Write(index, IndexSlot.Resident(new PageHandle(++_lastFrame, _lastFrame)));

    public void SetTag(long index, IndexTag tag, bool value)
    {
        SortedSet<long> set = tag == IndexTag.Dirty ? _dirty : _writeback;
        bool changed = value ? set.Add(index) : set.Remove(index);
        Assert.Equal(changed, _index.SetTag(index, tag, value));
    }

    public bool IsTaken(long index) => _slots.TryGetValue(index, out long slot) && IndexSlot.IsTaken(slot);

    public void Prune()
    {
        long from = 0;
        do
        {
            _bytes -= _index.PruneShadows(ref from, 3, spaceId: 0, policy: null);
        }
        while (from != 0);

        foreach (IGrouping<long, long> leaf in _slots.Keys.GroupBy(index => index / 64).ToArray())
        {
            if (!leaf.Any(IsTaken))
            {
                leaf.ToList().ForEach(index => _slots.Remove(index));
            }
        }

        Assert.Equal(0, _index.ShadowLeafCount);
    }

    /// <summary>Compares a point, all searches from it, and the counts.</summary>
    public void Compare(long index)
    {
        Assert.Equal(_slots.GetValueOrDefault(index), _index.ReadSlot(index));
        Compare(IndexTag.Taken, index, _slots.Keys.Where(IsTaken));
        Compare(IndexTag.Shadow, index, _slots.Keys.Where(other => IndexSlot.IsShadow(_slots[other])));
        Compare(IndexTag.Dirty, index, _dirty);
        Compare(IndexTag.Writeback, index, _writeback);
        Span<long> found = stackalloc long[5];
        long end = index > long.MaxValue - 1000 ? long.MaxValue : index + 1000;
        int count = _index.FindTaken(index, end, found);
        Assert.Equal(
            _slots.Keys
                .Where(other => other >= index && (other < end || end == long.MaxValue) && IsTaken(other))
                .Take(5),
            found[..count].ToArray());
        long hole = index;
        while (hole < end && IsTaken(hole))
        {
            hole++;
        }

        Assert.Equal(hole, _index.NextHole(index, end));
        Assert.Equal(_bytes, _index.NodeCount * (long)IndexNode.Bytes);
        Assert.Equal(
            _slots.Keys.GroupBy(other => other / 64).Count(leaf => !leaf.Any(IsTaken)), _index.ShadowLeafCount);
    }

    private void Compare(IndexTag tag, long from, IEnumerable<long> expected)
    {
        long[] first = [.. expected.Where(index => index >= from).Take(1)];
        Assert.Equal(first.Length > 0, _index.TryNextTagged(from, tag, out long index));
        Assert.Equal(first.Length > 0 ? first[0] : 0, index);
    }
}
