namespace AopKit.Residency;

/// <summary>All address spaces of a cache, by the number that their frames carry.</summary>
internal sealed class SpaceTable
{
    /// <summary>Pages that reservations leave to those who have none.</summary>
    public const int LeastUnreservedPages = 16;

    private readonly Lock _lock = new();
    private readonly Stack<int> _free = [];
    private volatile Space?[] _spaces = new Space?[16];
    private int _count;

    /// <summary>What all spaces together reserved.</summary>
    public long ReservedPages { get; private set; }

    /// <summary>The space of a frame that holds a page: it is there as long as a page of it is anywhere.</summary>
    public Space this[int id] => _spaces[id]!;

    /// <summary>A space's name, for messages: the space may have ended meanwhile.</summary>
    public string NameOf(int id) => _spaces[id]?.Name ?? "(ended)";

    public void Add(Space space)
    {
        lock (_lock)
        {
            int id = _free.TryPop(out int free) ? free : _count++;
            if (id >= _spaces.Length)
            {
                Space?[] larger = new Space?[_spaces.Length * 2];
                _spaces.CopyTo(larger, 0);
                _spaces = larger;
            }

            space.Id = id;
            ReservedPages += space.Options.ReservedPages;
            Volatile.Write(ref _spaces[id], space);
        }
    }

    /// <summary>Spaces that have leaves with shadow entries and no page.</summary>
    public SpaceRow WithShadowLeaves { get; } = new();

    /// <summary>Spaces that may be offered to their clients: reclaimable ones without a page.</summary>
    public SpaceRow Idle { get; } = new();

    /// <summary>Puts a space into the row of those with shadow leaves, or takes it out. Its gate is held.</summary>
    public void NoteShadowLeaves(Space space)
    {
        bool isIn = space.Index.ShadowLeafCount > 0;
        if (isIn || space.Extras is not null)
        {
            WithShadowLeaves.Set(ref (space.Extras ??= new SpaceExtras()).ShadowPlace, space, isIn);
        }
    }

    /// <summary>Puts a space into the row of those that are idle, or takes it out. Its gate is held.</summary>
    public void NoteIdle(Space space)
    {
        if (space.Options.Reclaimable)
        {
            Idle.Set(ref (space.Extras ??= new SpaceExtras()).IdlePlace, space, space.IsIdle);
        }
    }

    public void Remove(Space space)
    {
        lock (_lock)
        {
            _spaces[space.Id] = null;
            ReservedPages -= space.Options.ReservedPages;
            _free.Push(space.Id);
        }
    }

    public Space[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _spaces.OfType<Space>()];
        }
    }
}
