//// pair dirty-list-of-a-release
//// bad
sealed class Operations : IReleasePage<StringBuilder>
{
    private readonly List<StringBuilder> _refused = [];

    public ReleaseOutcome ReleasePage(LockedPage<StringBuilder> page, in ReleaseContext context)
    {
        if (context.WillRemove != WillRemove.Certain && page.Metadata is { } text)
        {
            _refused.Add(text); // bug
        }

        return ReleaseOutcome.Kept;
    }
}
//// clean
sealed class Operations : IReleasePage<StringBuilder>
{
    private readonly List<PageIndex> _refused = [];

    public ReleaseOutcome ReleasePage(LockedPage<StringBuilder> page, in ReleaseContext context)
    {
        if (context.WillRemove != WillRemove.Certain && page.Metadata is { })
        {
            _refused.Add(page.Index);
        }

        return ReleaseOutcome.Kept;
    }
}
//// near-miss
sealed class Operations : IOnRemove<StringBuilder>
{
    private readonly Stack<StringBuilder> _spare = new();

    public void OnRemove(in RemovedPage<StringBuilder> page, RemoveReason reason)
    {
        if (page.Metadata is { } text)
        {
            _spare.Push(text.Clear());
        }
    }
}
//// pair indexed-by-page
//// bad
sealed class Side : IInvalidatePage<int[]>
{
    private readonly Dictionary<PageIndex, int[]?> _table = [];

    public void InvalidatePage(LockedPage<int[]> page, ByteRange range)
    {
        _table[page.Index] = range.IsWholePage ? null : page.Metadata; // bug
    }
}
//// clean
sealed class Side : IInvalidatePage<int[]>
{
    private readonly Dictionary<PageIndex, int[]?> _table = [];

    public void InvalidatePage(LockedPage<int[]> page, ByteRange range)
    {
        _table[page.Index] = range.IsWholePage ? null : page.Metadata?[..];
    }
}
//// pair written-pages
//// bad
sealed class Journal : IWritePages<object>
{
    private readonly Queue<object> _written = new();
    private readonly int _limit = 16;

    public void WritePages(WriteBatch<object> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            if (_written.Count == _limit)
            {
                return;
            }

            if (batch[i].Metadata is not null and var metadata)
            {
                _written.Enqueue(metadata); // bug
            }
        }
    }
}
//// clean
sealed class Journal : IWritePages<object>
{
    private readonly Queue<PageIndex> _written = new();
    private readonly int _limit = 16;

    public void WritePages(WriteBatch<object> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            if (_written.Count == _limit)
            {
                return;
            }

            if (batch[i].Metadata is not null)
            {
                _written.Enqueue(batch[i].Index);
            }
        }
    }
}
//// pair slot-of-an-array
//// bad
private readonly StringBuilder?[] _recent = new StringBuilder?[8];
private int _next;

void Remember([Borrowed] StringBuilder text)
{
    int slot = _next++ % _recent.Length;
    _recent[slot] = text; // bug
}
//// clean
private readonly string?[] _recent = new string?[8];
private int _next;

void Remember([Borrowed] StringBuilder text)
{
    int slot = _next++ % _recent.Length;
    _recent[slot] = text.ToString();
}
//// pair written-to-a-channel
//// bad
private readonly System.Threading.Channels.Channel<object> _out =
    System.Threading.Channels.Channel.CreateBounded<object>(4);

bool Forward(AddressSpace<object> tree, PageIndex index)
{
    using PagePin<object> pin = tree.Pin(index);
    return pin.Metadata is { } found && _out.Writer.TryWrite(found); // bug
}
//// clean
private readonly System.Threading.Channels.Channel<object> _out =
    System.Threading.Channels.Channel.CreateBounded<object>(4);

bool Forward(AddressSpace<object> tree, PageIndex index)
{
    using PagePin<object> pin = tree.Pin(index);
    return pin.Metadata is { } found && _out.Writer.TryWrite(found.GetHashCode());
}
//// pair ended-leases-in-a-stack
//// bad
private readonly Stack<PageLease<object>> _path = new();

async Task Descend(AddressSpace<object> space, PageIndex root)
{
    while (root.Value != 0)
    {
        PageLease<object> lease = await space.PinAsync(root);
        _path.Push(lease); // bug
        root = new PageIndex(lease.Bytes[0]);
        lease.Dispose(); // bug
    }
}
//// clean
private readonly Stack<PageLease<object>> _path = new();

async Task Descend(AddressSpace<object> space, PageIndex root)
{
    while (root.Value != 0)
    {
        PageLease<object> lease = await space.PinAsync(root);
        _path.Push(lease);
        root = new PageIndex(lease.Bytes[0]);
    }
}
//// near-miss
private readonly Stack<PageLease<object>> _path = new();

async Task Descend(AddressSpace<object> space, PageIndex root)
{
    while (root.Value != 0)
    {
        PageLease<object> lease = await space.PinAsync(root);
        root = new PageIndex(lease.Bytes[0]);
        _path.Push(lease);
    }

    while (_path.TryPop(out PageLease<object> top))
    {
        top.Dispose();
    }
}
//// pair added-by-helpers
//// bad
sealed class Catalog
{
    private readonly HashSet<object> _seen = [];

    public void Visit(AddressSpace<object> tree, PageIndex index)
    {
        if (!tree.TryPin(index, out PagePin<object> pin))
        {
            return;
        }

        using (pin)
        {
            Include(pin.Metadata); // bug
        }
    }

    private void Include(object? value)
    {
        if (value is not null)
        {
            Insert(value);
        }
    }

    private void Insert(object value) => _seen.Add(value);
}
//// clean
sealed class Catalog
{
    private readonly HashSet<object> _seen = [];

    public int Visit(AddressSpace<object> tree, PageIndex index)
    {
        if (!tree.TryPin(index, out PagePin<object> pin))
        {
            return 0;
        }

        using (pin)
        {
            return Include(pin.Metadata);
        }
    }

    private int Include(object? value)
    {
        if (value is not null)
        {
            return Insert(value);
        }

        return 0;
    }

    private int Insert(object value) => _seen.Contains(value) ? 1 : 2;
}
