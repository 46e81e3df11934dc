//// pair lease-disposed-behind-the-field
//// bad
private PageLease<object> _root;

async Task Warm(AddressSpace<object> space)
{
    PageLease<object> lease = await space.PinAsync(new PageIndex(0));
    _root = lease; // bug
    Console.WriteLine(_root.Bytes.Length);
    lease.Dispose(); // bug
}
//// clean
private PageLease<object> _root;

async Task Warm(AddressSpace<object> space)
{
    PageLease<object> lease = await space.PinAsync(new PageIndex(0));
    _root = lease;
    Console.WriteLine(_root.Bytes.Length);
}
//// near-miss
private PageLease<object> _root;
private bool _hasRoot;

async Task Warm(AddressSpace<object> space)
{
    PageLease<object> lease = await space.PinAsync(new PageIndex(0));
    if (_hasRoot)
    {
        lease.Dispose();
        return;
    }

    _root = lease;
    _hasRoot = true;
}
//// pair constructor-parameter
//// bad
sealed class Highlighter([Borrowed] StringBuilder text)
{
    private readonly StringBuilder _text = text; // bug

    public int Length => _text.Length;
}
//// clean
sealed class Highlighter([Borrowed] StringBuilder text)
{
    private readonly string _text = text.ToString();

    public int Length => _text.Length;
}
//// pair assigned-as-a-tuple
//// bad
sealed class Tracker
{
    private object? _value;
    private long _generation;

    public void Look(AddressSpace<object> tree, PageIndex index)
    {
        using PagePin<object> pin = tree.Pin(index);
        (_value, _generation) = (pin.Metadata, pin.Generation); // bug
    }
}
//// clean
sealed class Tracker
{
    private int _value;
    private long _generation;

    public void Look(AddressSpace<object> tree, PageIndex index)
    {
        using PagePin<object> pin = tree.Pin(index);
        (_value, _generation) = (pin.Metadata?.GetHashCode() ?? 0, pin.Generation);
    }
}
//// pair exchanged
//// bad
private StringBuilder? _latest;

void Publish([Borrowed] StringBuilder text)
{
    StringBuilder? before = Interlocked.Exchange(ref _latest, text); // bug
    before?.Clear();
}
//// clean
private string? _latest;

void Publish([Borrowed] StringBuilder text)
{
    string? before = Interlocked.Exchange(ref _latest, text.ToString());
    Console.WriteLine(before);
}
//// pair wrapped-in-an-object
//// bad
sealed record Entry(object? Value, DateTime Seen);

sealed class Watcher
{
    private Entry? _entry;

    public void See(AddressSpace<object> tree, PageIndex index, TimeProvider clock)
    {
        if (tree.TryPin(index, out PagePin<object> pin))
        {
            var entry = new Entry(pin.Metadata, clock.GetUtcNow().DateTime);
            _entry = entry; // bug
            pin.Dispose();
        }
    }
}
//// clean
sealed record Entry(object? Value, DateTime Seen);

sealed class Watcher
{
    private Entry? _entry;

    public void See(AddressSpace<object> tree, PageIndex index, TimeProvider clock)
    {
        if (tree.TryPin(index, out PagePin<object> pin))
        {
            var entry = new Entry(pin.Metadata?.GetType(), clock.GetUtcNow().DateTime);
            _entry = entry;
            pin.Dispose();
        }
    }
}
//// pair local-function-in-a-loop
//// bad
private object? _best;

void Choose(AddressSpace<object> tree, int count)
{
    for (int i = 0; i < count; i++)
    {
        using PagePin<object> pin = tree.Pin((PageIndex)i);
        if (pin.Metadata is { } value && value.GetHashCode() > (_best?.GetHashCode() ?? 0))
        {
            Set(value); // bug
        }
    }

    void Set(object value)
    {
        _best = value; // bug
    }
}
//// clean
private int _best;

void Choose(AddressSpace<object> tree, int count)
{
    for (int i = 0; i < count; i++)
    {
        using PagePin<object> pin = tree.Pin((PageIndex)i);
        if (pin.Metadata is { } value && value.GetHashCode() > _best)
        {
            Set(value);
        }
    }

    void Set(object value)
    {
        _best = value.GetHashCode();
    }
}
//// pair cleared-only-on-success
//// bad
sealed class Formatter
{
    private StringBuilder? _current;

    public bool Format([Borrowed] StringBuilder text, Func<bool> print)
    {
        _current = text; // bug
        if (!print())
        {
            return false;
        }

        _current = null;
        return true;
    }

    public void Append(string part) => _current?.Append(part);
}
//// clean
sealed class Formatter
{
    private StringBuilder? _current;

    public bool Format([Borrowed] StringBuilder text, Func<bool> print)
    {
        _current = text;
        try
        {
            return print();
        }
        finally
        {
            _current = null;
        }
    }

    public void Append(string part) => _current?.Append(part);
}
//// pair spread-into-an-array
//// bad
private object[] _all = [];

void Append([Borrowed] object value)
{
    _all = [.. _all, value]; // bug
}
//// clean
private int[] _all = [];

void Append([Borrowed] object value)
{
    _all = [.. _all, value.GetHashCode()];
}
//// pair null-conditional-assignment
//// bad
sealed class Node
{
    public Node? Parent { get; set; }

    public StringBuilder? Text { get; set; }

    public void Adopt([Borrowed] StringBuilder text)
    {
        Parent?.Text = text; // bug
        Text = null;
    }
}
//// clean
sealed class Node
{
    public Node? Parent { get; set; }

    public string? Text { get; set; }

    public void Adopt([Borrowed] StringBuilder text)
    {
        Parent?.Text = text.ToString();
        Text = null;
    }
}
//// pair by-reference
//// bad
private List<int>? _list;

void Keep(AddressSpace<List<int>> tree, PageIndex index)
{
    using PagePin<List<int>> pin = tree.Pin(index);
    Set(ref _list, pin.GetOrAttach([])); // bug
}

private static void Set(ref List<int>? place, List<int> value) => place = value; // bug
//// clean
private List<int>? _list;

void Keep(AddressSpace<List<int>> tree, PageIndex index)
{
    using PagePin<List<int>> pin = tree.Pin(index);
    Set(ref _list, pin.GetOrAttach([]));
}

private static void Set(ref List<int>? place, List<int> value) => place = new List<int>(value);
//// pair taken-back-by-a-helper
//// bad
sealed class Scope
{
    private StringBuilder? _active;

    public void Run([Borrowed] StringBuilder text, Action<string> print)
    {
        _active = text; // bug
        print($"{_active}");
        Leave(text.Length > 4);
    }

    private void Leave(bool isLong)
    {
        if (isLong)
        {
            Console.WriteLine("long");
        }
    }

    public int Length => _active?.Length ?? 0;
}
//// clean
sealed class Scope
{
    private StringBuilder? _active;

    public void Run([Borrowed] StringBuilder text, Action<string> print)
    {
        _active = text;
        print($"{_active}");
        Leave(text.Length > 4);
    }

    private void Leave(bool isLong)
    {
        if (isLong)
        {
            Console.WriteLine("long");
        }

        _active = null;
    }

    public int Length => _active?.Length ?? 0;
}
