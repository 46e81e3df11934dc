//// pair extension-member-ends
//// bad
static class LeaseExtensions
{
    extension(PageLease<object> lease)
    {
        public void Finish()
        {
            Console.WriteLine(lease.Index);
            lease.Dispose();
        }
    }

    public static int Run(PageLease<object> lease)
    {
        lease.Finish();
        return lease.Bytes[0]; // bug
    }
}
//// clean
static class LeaseExtensions
{
    extension(PageLease<object> lease)
    {
        public void Finish()
        {
            Console.WriteLine(lease.Index);
            lease.Dispose();
        }
    }

    public static int Run(PageLease<object> lease)
    {
        int first = lease.Bytes[0];
        lease.Finish();
        return first;
    }
}
//// pair ended-by-the-switch
//// bad
int Close(PageLease<object> lease, ReleaseReason reason)
{
    switch (reason)
    {
        case ReleaseReason.Evict:
        case ReleaseReason.Reclaim:
            lease.Dispose();
            break;
        case ReleaseReason.Strip when lease.IsDirty:
            lease.Dispose();
            return 1;
        default:
            lease.Dispose();
            break;
    }

    return lease.IsStale ? 2 : 3; // bug
}
//// clean
int Close(PageLease<object> lease, ReleaseReason reason)
{
    bool isStale = lease.IsStale;
    switch (reason)
    {
        case ReleaseReason.Evict:
        case ReleaseReason.Reclaim:
            lease.Dispose();
            break;
        case ReleaseReason.Strip when lease.IsDirty:
            lease.Dispose();
            return 1;
        default:
            lease.Dispose();
            break;
    }

    return isStale ? 2 : 3;
}
//// pair swapped
//// bad
void Exchange(PageLease<object> left, PageLease<object> right, Span<byte> target)
{
    right.Dispose();
    (left, right) = (right, left);
    left.Bytes.CopyTo(target); // bug
    right.Dispose();
}
//// clean
void Exchange(PageLease<object> left, PageLease<object> right, Span<byte> target)
{
    right.Dispose();
    (left, right) = (right, left);
    Console.WriteLine(target.Length);
    right.Bytes.CopyTo(target);
    right.Dispose();
}
//// pair deconstructed
//// bad
async Task Log(Task<(PageLease<object> Lease, string Name)> pending)
{
    (PageLease<object> lease, string name) = await pending;
    lease.Dispose();
    Console.WriteLine($"{name}: {lease.Bytes.Length}"); // bug
}
//// clean
async Task Log(Task<(PageLease<object> Lease, string Name)> pending)
{
    (PageLease<object> lease, string name) = await pending;
    Console.WriteLine($"{name}: {lease.Bytes.Length}");
    lease.Dispose();
}
//// pair field-of-the-type
//// bad
sealed class Reader : IDisposable
{
    private PageLease<StringBuilder> _current;

    public async Task<int> NextAsync(AddressSpace<StringBuilder> space, PageIndex index)
    {
        _current.Dispose();
        int old = _current.Bytes[0]; // bug
        _current = await space.PinAsync(index);
        return old + _current.Bytes[0];
    }

    public void Dispose() => _current.Dispose();
}
//// clean
sealed class Reader : IDisposable
{
    private PageLease<StringBuilder> _current;

    public async Task<int> NextAsync(AddressSpace<StringBuilder> space, PageIndex index)
    {
        int old = _current.Bytes[0];
        _current.Dispose();
        _current = await space.PinAsync(index);
        return old + _current.Bytes[0];
    }

    public void Dispose() => _current.Dispose();
}
//// near-miss
sealed class Reader : IDisposable
{
    private PageLease<StringBuilder> _current;
    private bool _isOpen;

    public int First() => _isOpen ? _current.Bytes[0] : -1;

    public void Close()
    {
        if (_isOpen)
        {
            _current.Dispose();
            _isOpen = false;
        }

        Console.WriteLine(First());
    }

    public void Dispose() => Close();
}
//// pair primary-constructor-parameter
//// bad
sealed partial class Peeker(PageLease<object> lease)
{
    public partial int Stop();
}

sealed partial class Peeker
{
    public partial int Stop()
    {
        lease.Dispose();
        return lease.Bytes[1]; // bug
    }
}
//// clean
sealed partial class Peeker(PageLease<object> lease)
{
    public partial int Stop();
}

sealed partial class Peeker
{
    public partial int Stop()
    {
        int second = lease.Bytes[1];
        lease.Dispose();
        return second;
    }
}
//// pair outcome-released
//// bad
[return: Acquires]
PageLease<object> Take(int key) => default;

ReleaseOutcome Offer(
    [EndsLifetime(When = EndsWhen.ReturnsValue, Value = ReleaseOutcome.Released)] PageLease<object> lease) =>
    ReleaseOutcome.Kept;

int Trim(int key)
{
    PageLease<object> lease = Take(key);
    switch (Offer(lease))
    {
        case ReleaseOutcome.Released:
            return lease.Bytes.Length; // bug
        default:
            lease.Dispose();
            return 0;
    }
}
//// clean
[return: Acquires]
PageLease<object> Take(int key) => default;

ReleaseOutcome Offer(
    [EndsLifetime(When = EndsWhen.ReturnsValue, Value = ReleaseOutcome.Released)] PageLease<object> lease) =>
    ReleaseOutcome.Kept;

int Trim(int key)
{
    PageLease<object> lease = Take(key);
    switch (Offer(lease))
    {
        case ReleaseOutcome.Released:
            return 0;
        default:
            int length = lease.Bytes.Length;
            lease.Dispose();
            return length;
    }
}
//// near-miss
[return: Acquires]
PageLease<object> Take(int key) => default;

ReleaseOutcome Offer(
    [EndsLifetime(When = EndsWhen.ReturnsValue, Value = ReleaseOutcome.Released)] PageLease<object> lease) =>
    ReleaseOutcome.Kept;

int Trim(int key)
{
    PageLease<object> lease = Take(key);
    ReleaseOutcome outcome = Offer(lease);
    if (outcome is ReleaseOutcome.Kept or ReleaseOutcome.Removable)
    {
        Console.WriteLine(lease.Bytes.Length);
        lease.Dispose();
    }

    return (int)outcome;
}
