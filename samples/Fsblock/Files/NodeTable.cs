using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Fsblock.Files;

/// <summary>
/// The inodes in use, and those used lately. A node that nobody holds stays until there are too many of them, or until
/// the engine reclaims its address space; an inode never has two nodes, so whoever comes while one closes, waits.
/// </summary>
/// <remarks>
/// Thread-safe. The gate is taken in <c>Release(MayRefuse)</c>, which the engine may call under memory pressure;
/// therefore nobody calls the cache while holding it.
/// </remarks>
internal sealed class NodeTable(int idleLimit)
{
    // A plain object, because waiting for a node to close needs Monitor.Wait.
    private readonly object _gate = new();
    private readonly Dictionary<uint, InodeNode> _nodes = [];
    private readonly LinkedList<InodeNode> _idleByAge = [];

    /// <summary>Takes the node of an inode.</summary>
    /// <param name="number">The inode.</param>
    /// <param name="read">Reads its fields, if it has no node; called without the gate.</param>
    /// <param name="make">Makes a node from them; must not call the cache.</param>
    public InodeNode Acquire(uint number, Func<uint, InodeRecord> read, Func<uint, InodeRecord, InodeNode> make)
    {
        if (AcquireIfAny(number) is { } present)
        {
            return present;
        }

        InodeRecord record = read(number);
        lock (_gate)
        {
            if (FindOpen(number) is not { } node)
            {
                node = make(number, record);
                _nodes.Add(number, node);
            }

            Use(node);
            return node;
        }
    }

    /// <summary>Takes the node of an inode if it has one.</summary>
    public InodeNode? AcquireIfAny(uint number)
    {
        lock (_gate)
        {
            InodeNode? node = FindOpen(number);
            if (node is not null)
            {
                Use(node);
            }

            return node;
        }
    }

    /// <summary>Gives a node back; it may be the turn of an older one to close.</summary>
    public void Release(InodeNode node)
    {
        InodeNode? oldest = null;
        lock (_gate)
        {
            if (--node.Users == 0 && !node.IsClosing)
            {
                _idleByAge.AddLast(node.IdlePlace);
                oldest = _idleByAge.Count > idleLimit ? TakeOldestIdle() : null;
            }
        }

        Close(oldest);
    }

    /// <summary>The inodes that have nodes now.</summary>
    public List<uint> Snapshot()
    {
        lock (_gate)
        {
            return [.. _nodes.Keys];
        }
    }

    /// <summary>Closes every node that nobody holds.</summary>
    public void CloseIdle()
    {
        while (NextToClose(alsoHeld: false) is { } node)
        {
            Close(node);
        }
    }

    /// <summary>Closes every node, those that somebody holds included: the file system ends.</summary>
    /// <exception cref="AggregateException">Nodes lost pages that could not be written; all are closed.</exception>
    public void CloseAll()
    {
        var errors = new List<Exception>();
        while (NextToClose(alsoHeld: true) is { } node)
        {
            try
            {
                Close(node);
            }
            catch (UnwrittenPagesException error)
            {
                errors.Add(error);
            }
        }

        if (errors.Count > 0)
        {
            throw new AggregateException("Files lost pages that could not be written.", errors);
        }
    }

    /// <summary>Closes a node that the engine wants to reclaim, if nobody holds it.</summary>
    public bool TryClose(InodeNode node)
    {
        lock (_gate)
        {
            if (node.Users > 0 || node.IsClosing)
            {
                return false;
            }

            _idleByAge.Remove(node.IdlePlace);
            node.IsClosing = true;
            return true;
        }
    }

    /// <summary>A node has closed: its inode may have another.</summary>
    public void Closed(InodeNode node)
    {
        lock (_gate)
        {
            _nodes.Remove(node.Number);
            Monitor.PulseAll(_gate);
        }
    }

    private static void Close(InodeNode? node)
    {
        if (node?.BlocksIfAny is { } blocks)
        {
            // Ends in Release(Forced), which calls Closed.
            blocks.Space.Dispose();
        }
        else
        {
            node?.Released();
        }
    }

    private InodeNode? NextToClose(bool alsoHeld)
    {
        lock (_gate)
        {
            InodeNode? node = TakeOldestIdle();
            if (node is null && alsoHeld)
            {
                node = _nodes.Values.FirstOrDefault(static held => !held.IsClosing);
                node?.IsClosing = true;
            }

            return node;
        }
    }

    private InodeNode? TakeOldestIdle()
    {
        InodeNode? oldest = _idleByAge.First?.Value;
        if (oldest is not null)
        {
            _idleByAge.RemoveFirst();
            oldest.IsClosing = true;
        }

        return oldest;
    }

    private InodeNode? FindOpen(uint number)
    {
        InodeNode? node;
        while (_nodes.TryGetValue(number, out node) && node.IsClosing)
        {
            Monitor.Wait(_gate);
        }

        return node;
    }

    private void Use(InodeNode node)
    {
        if (node.Users++ == 0 && node.IdlePlace.List is not null)
        {
            _idleByAge.Remove(node.IdlePlace);
        }
    }
}
