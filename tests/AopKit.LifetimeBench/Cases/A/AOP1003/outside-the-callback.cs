//// pair weak-keys-and-strong-values
//// bad
private readonly System.Runtime.CompilerServices.ConditionalWeakTable<string, StringBuilder> _notes = [];

void Note(AddressSpace<StringBuilder> tree, PageIndex index, string owner)
{
    using PagePin<StringBuilder> pin = tree.Pin(index);
    StringBuilder note = pin.GetOrAttach(new StringBuilder());
    _notes.Add(owner, note); // bug
}
//// clean
private readonly System.Runtime.CompilerServices.ConditionalWeakTable<string, StringBuilder> _notes = [];

void Note(AddressSpace<StringBuilder> tree, PageIndex index, string owner)
{
    using PagePin<StringBuilder> pin = tree.Pin(index);
    StringBuilder note = pin.GetOrAttach(new StringBuilder());
    _notes.Add(owner, new StringBuilder().Append(note));
}
//// pair bag-of-another-object
//// bad
sealed class Batch
{
    public List<object> Items { get; } = [];
}

sealed class Sender(Batch batch)
{
    public void Send([Borrowed] object item, int copies)
    {
        for (int i = 0; i < copies; i++)
        {
            batch.Items.Add(item); // bug
        }
    }
}
//// clean
sealed class Batch
{
    public List<object> Items { get; } = [];
}

sealed class Sender(Batch batch)
{
    public void Send([Borrowed] object item, int copies)
    {
        var own = new Batch();
        for (int i = 0; i < copies; i++)
        {
            own.Items.Add(item);
        }

        batch.Items.Add(own.Items.Count);
    }
}
//// pair inserted-by-a-local-function
//// bad
private readonly SortedSet<string> _names = [];
private readonly List<List<string>> _lists = [];

void Register(LockedPage<List<string>> page)
{
    if (page.Metadata is not { Count: > 0 } names)
    {
        return;
    }

    _names.UnionWith(names);
    Insert(names); // bug

    void Insert(List<string> list) => _lists.Insert(0, list); // bug
}
//// clean
private readonly SortedSet<string> _names = [];
private readonly List<string> _lists = [];

void Register(LockedPage<List<string>> page)
{
    if (page.Metadata is not { Count: > 0 } names)
    {
        return;
    }

    _names.UnionWith(names);
    Insert(names);

    void Insert(List<string> list) => _lists.Insert(0, list[0]);
}
//// pair queued-by-priority
//// bad
sealed class Schedule
{
    private readonly PriorityQueue<StringBuilder, long> _due = new();

    public bool Plan([Borrowed] StringBuilder work, long at) => at switch
    {
        < 0 => false,
        0 => Now(work),
        _ => Later(work, at),
    };

    private static bool Now(StringBuilder work) => work.Length > 0;

    private bool Later([Borrowed] StringBuilder work, long at)
    {
        _due.Enqueue(work, at); // bug
        return true;
    }
}
//// clean
sealed class Schedule
{
    private readonly PriorityQueue<string, long> _due = new();

    public bool Plan([Borrowed] StringBuilder work, long at) => at switch
    {
        < 0 => false,
        0 => Now(work),
        _ => Later(work, at),
    };

    private static bool Now(StringBuilder work) => work.Length > 0;

    private bool Later([Borrowed] StringBuilder work, long at)
    {
        _due.Enqueue(work.ToString(), at);
        return true;
    }
}
//// pair removed-only-sometimes
//// bad
sealed class Active
{
    private readonly LinkedList<object> _running = new();

    public bool Run([Borrowed] object job, Func<object, bool> step)
    {
        _running.AddLast(job); // bug
        if (!step(job))
        {
            return false;
        }

        _running.Remove(job);
        return true;
    }
}
//// clean
sealed class Active
{
    private readonly LinkedList<object> _running = new();

    public bool Run([Borrowed] object job, Func<object, bool> step)
    {
        _running.AddLast(job);
        try
        {
            return step(job);
        }
        finally
        {
            _running.Remove(job);
        }
    }
}
//// pair cached-by-key
//// bad
sealed class Cache
{
    private static readonly ConcurrentDictionary<long, List<int>> s_lists = new();

    public async Task<int> Get(AddressSpace<List<int>> space, PageIndex index)
    {
        using PageLease<List<int>> lease = await space.PinAsync(index);
        List<int> list = lease.GetOrAttach([]);
        bool added = s_lists.TryAdd(index.Value, list); // bug
        return added ? list.Count : -1;
    }
}
//// clean
sealed class Cache
{
    private static readonly ConcurrentDictionary<long, List<int>> s_lists = new();

    public async Task<int> Get(AddressSpace<List<int>> space, PageIndex index)
    {
        using PageLease<List<int>> lease = await space.PinAsync(index);
        List<int> list = lease.GetOrAttach([]);
        bool added = s_lists.TryAdd(index.Value, [.. list]);
        return added ? list.Count : -1;
    }
}
//// pair collection-of-the-caller
//// bad
static void CollectInto(
    AddressSpace<StringBuilder> tree, PageRange range, ICollection<StringBuilder> into)
{
    for (PageIndex at = range.First; at < range.End; at += 1)
    {
        using PagePin<StringBuilder> pin = tree.Pin(at);
        into.Add(pin.GetOrAttach(new StringBuilder())); // bug
    }
}
//// clean
static void CollectInto(
    AddressSpace<StringBuilder> tree, PageRange range, ICollection<string> into)
{
    for (PageIndex at = range.First; at < range.End; at += 1)
    {
        using PagePin<StringBuilder> pin = tree.Pin(at);
        into.Add(pin.GetOrAttach(new StringBuilder()).ToString());
    }
}
//// near-miss
static int CollectInto(AddressSpace<StringBuilder> tree, PageRange range)
{
    int letters = 0;
    for (PageIndex at = range.First; at < range.End; at += 1)
    {
        using PagePin<StringBuilder> pin = tree.Pin(at);
        List<StringBuilder> one = [pin.GetOrAttach(new StringBuilder())];
        one.Add(new StringBuilder());
        letters += one.Sum(text => text.Length);
    }

    return letters;
}
