namespace AopKit.Residency;

/// <summary>
/// Failed writes of one address space, numbered, so that each cursor can tell whether it has heard of the newest (E12).
/// </summary>
internal sealed class WritebackErrors
{
    private readonly Lock _lock = new();
    private Exception? _last;
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public Exception? Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    public void Record(Exception exception)
    {
        lock (_lock)
        {
            _last = exception;
            Volatile.Write(ref _count, _count + 1);
        }
    }
}
