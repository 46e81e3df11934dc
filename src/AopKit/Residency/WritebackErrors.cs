namespace AopKit.Residency;

/// <summary>
/// Failed writes of one address space, numbered, so that each cursor can tell whether it has heard of the newest (E12).
/// </summary>
internal readonly ref struct WritebackErrors(ref WritebackErrors.Failure? newest)
{
    private readonly ref Failure? _newest = ref newest;

    public long Count => Volatile.Read(ref _newest)?.Number ?? 0;

    public Exception? Last => Volatile.Read(ref _newest)?.Exception;

    public void Record(Exception exception)
    {
        Failure? seen = Volatile.Read(ref _newest);
        while (true)
        {
            var next = new Failure(exception, (seen?.Number ?? 0) + 1);
            Failure? before = Interlocked.CompareExchange(ref _newest, next, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    internal sealed record Failure(Exception Exception, long Number);
}
