//// pair looks-after-detaching
//// bad
sealed class Extent
{
    public int Writers;
}

sealed class Extents : IReleasePage<Extent>
{
    public ReleaseOutcome ReleasePage(LockedPage<Extent> page, in ReleaseContext context)
    {
        var extent = page.Detach();
        if (extent?.Writers > 0)
        {
            return ReleaseOutcome.Kept; // bug
        }

        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Extent
{
    public int Writers;
}

sealed class Extents : IReleasePage<Extent>
{
    public ReleaseOutcome ReleasePage(LockedPage<Extent> page, in ReleaseContext context)
    {
        var extent = page.Detach();
        if (extent?.Writers > 0)
        {
            page.Attach(extent);
            return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Released;
    }
}
//// pair one-expression
//// bad
sealed class Row
{
    public bool IsPinned;
}

sealed class Rows : IReleasePage<Row>
{
    public ReleaseOutcome ReleasePage(LockedPage<Row> page, in ReleaseContext context) =>
        page.Detach() is { IsPinned: true } ? ReleaseOutcome.Kept : ReleaseOutcome.Released; // bug
}
//// clean
sealed class Row
{
    public bool IsPinned;
}

sealed class Rows : IReleasePage<Row>
{
    public ReleaseOutcome ReleasePage(LockedPage<Row> page, in ReleaseContext context) =>
        page.Metadata is not { IsPinned: true } && page.Detach() is not null
            ? ReleaseOutcome.Released
            : ReleaseOutcome.Kept;
}
//// pair removable-after-detach
//// bad
sealed class Digest(byte[] hash)
{
    public byte[] Hash => hash;
}

sealed class Digests : IReleasePage<Digest>
{
    private readonly ConcurrentBag<byte[]> _hashes = [];

    public ReleaseOutcome ReleasePage(LockedPage<Digest> page, in ReleaseContext context)
    {
        if (page.Detach() is { } digest)
        {
            _hashes.Add(digest.Hash);
            return ReleaseOutcome.Removable; // bug
        }

        return ReleaseOutcome.Kept;
    }
}
//// clean
sealed class Digest(byte[] hash)
{
    public byte[] Hash => hash;
}

sealed class Digests : IReleasePage<Digest>
{
    private readonly ConcurrentBag<byte[]> _hashes = [];

    public ReleaseOutcome ReleasePage(LockedPage<Digest> page, in ReleaseContext context)
    {
        if (page.Metadata is { } digest)
        {
            _hashes.Add(digest.Hash);
            return ReleaseOutcome.Removable;
        }

        return ReleaseOutcome.Kept;
    }
}
//// pair changes-its-mind-for-a-lock
//// bad
sealed class Node
{
    public long Parent;
}

sealed class Tree : IReleasePage<Node>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, int> _children = [];

    ReleaseOutcome IReleasePage<Node>.ReleasePage(LockedPage<Node> page, in ReleaseContext context)
    {
        Node? node = page.Detach();
        if (!_gate.TryEnter())
        {
            return ReleaseOutcome.Kept; // bug
        }

        try
        {
            if (node is not null)
            {
                _children.Remove(node.Parent);
            }

            return ReleaseOutcome.Released;
        }
        finally
        {
            _gate.Exit();
        }
    }
}
//// clean
sealed class Node
{
    public long Parent;
}

sealed class Tree : IReleasePage<Node>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, int> _children = [];

    ReleaseOutcome IReleasePage<Node>.ReleasePage(LockedPage<Node> page, in ReleaseContext context)
    {
        if (!_gate.TryEnter())
        {
            return ReleaseOutcome.Kept;
        }

        try
        {
            Node? node = page.Detach();
            if (node is not null)
            {
                _children.Remove(node.Parent);
            }

            return ReleaseOutcome.Released;
        }
        finally
        {
            _gate.Exit();
        }
    }
}
//// pair detached-for-a-strip-only
//// bad
sealed class Cursor
{
    public int Depth { get; init; }
}

sealed class Cursors : IReleasePage<Cursor>
{
    public ReleaseOutcome ReleasePage(LockedPage<Cursor> page, in ReleaseContext context)
    {
        switch (context.Reason)
        {
            case ReleaseReason.Strip:
                page.Detach();
                break;
            case ReleaseReason.Migrate:
                return ReleaseOutcome.Kept;
            default:
                return ReleaseOutcome.Removable;
        }

        return ReleaseOutcome.Removable; // bug
    }
}
//// clean
sealed class Cursor
{
    public int Depth { get; init; }
}

sealed class Cursors : IReleasePage<Cursor>
{
    public ReleaseOutcome ReleasePage(LockedPage<Cursor> page, in ReleaseContext context)
    {
        switch (context.Reason)
        {
            case ReleaseReason.Strip:
                page.Detach();
                return ReleaseOutcome.Released;
            case ReleaseReason.Migrate:
                return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Removable;
    }
}
//// pair moved-into-a-field
//// bad
sealed class Draft
{
    public string Text = "";
}

sealed class Drafts : IReleasePage<Draft>
{
    private Draft? _last;

    public ReleaseOutcome ReleasePage(LockedPage<Draft> page, in ReleaseContext context)
    {
        _last = page.Detach() ?? _last;
        return ReleaseOutcome.Kept; // bug
    }

    public string Last => _last?.Text ?? "";
}
//// clean
sealed class Draft
{
    public string Text = "";
}

sealed class Drafts : IReleasePage<Draft>
{
    private string _last = "";

    public ReleaseOutcome ReleasePage(LockedPage<Draft> page, in ReleaseContext context)
    {
        _last = page.Metadata?.Text ?? _last;
        return ReleaseOutcome.Kept;
    }

    public string Last => _last;
}
//// pair answer-of-the-flag-that-was-read-before
//// bad
sealed class Segment
{
    public bool IsBusy;
}

sealed class Segments : IReleasePage<Segment>
{
    public ReleaseOutcome ReleasePage(LockedPage<Segment> page, in ReleaseContext context)
    {
        bool busy = page.Metadata is { IsBusy: true };
        page.Detach();
        return busy ? ReleaseOutcome.Kept : ReleaseOutcome.Released; // bug
    }
}
//// clean
sealed class Segment
{
    public bool IsBusy;
}

sealed class Segments : IReleasePage<Segment>
{
    public ReleaseOutcome ReleasePage(LockedPage<Segment> page, in ReleaseContext context)
    {
        bool busy = page.Metadata is { IsBusy: true };
        if (!busy)
        {
            page.Detach();
        }

        return busy ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
    }
}
//// pair certain-removal-tested-too-late
//// bad
sealed class Lease
{
    public DateTime Until;
}

sealed class Leases(TimeProvider clock) : IReleasePage<Lease>
{
    public ReleaseOutcome ReleasePage(LockedPage<Lease> page, in ReleaseContext context)
    {
        Lease? lease = page.Detach();
        return lease switch // bug
        {
            null => ReleaseOutcome.Released,
            _ when context.WillRemove == WillRemove.Certain => ReleaseOutcome.Released,
            { Until: var until } when until > clock.GetUtcNow() => ReleaseOutcome.Kept, // bug
            _ => ReleaseOutcome.Released,
        };
    }
}
//// clean
sealed class Lease
{
    public DateTime Until;
}

sealed class Leases(TimeProvider clock) : IReleasePage<Lease>
{
    public ReleaseOutcome ReleasePage(LockedPage<Lease> page, in ReleaseContext context)
    {
        bool goes = page.Metadata switch
        {
            null => true,
            _ when context.WillRemove == WillRemove.Certain => true,
            { Until: var until } when until > clock.GetUtcNow() => false,
            _ => true,
        };
        if (!goes)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
