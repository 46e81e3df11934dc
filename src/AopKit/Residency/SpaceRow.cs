using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>Spaces in a row, for work that is done a little at a time: each has its turn, round and round.</summary>
internal sealed class SpaceRow
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Space> _spaces = [];
    private LinkedListNode<Space>? _next;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Puts a space into the row, or takes it out. The space's gate is held.</summary>
    /// <param name="place">Its place, made when it is first needed.</param>
    /// <param name="space">The space.</param>
    /// <param name="isIn">Whether it belongs there.</param>
    public void Set(ref LinkedListNode<Space>? place, Space space, bool isIn)
    {
        if (isIn == (place?.List is not null))
        {
            return;
        }

        Schedule.Point(this);
        lock (_lock)
        {
            if (isIn)
            {
                _spaces.AddLast(place ??= new LinkedListNode<Space>(space));
            }
            else
            {
                _next = _next == place ? place!.Next : _next;
                _spaces.Remove(place!);
            }

            Volatile.Write(ref _count, _spaces.Count);
        }
    }

    /// <summary>The space whose turn it is; null if the row is empty.</summary>
    public Space? NextInTurn()
    {
        Schedule.Point(this);
        lock (_lock)
        {
            LinkedListNode<Space>? place = _next ?? _spaces.First;
            _next = place?.Next;
            return place?.Value;
        }
    }
}
