namespace AopKit.Residency;

/// <summary>
/// Objects that wait to be used again, so that what is needed for a moment is not allocated each time.
/// </summary>
/// <typeparam name="T">What is kept; the pool knows nothing of its state.</typeparam>
/// <param name="leastIdle">
/// How many objects rest before the one that has rested longest is used again: who still holds one is told so
/// meanwhile.
/// </param>
internal sealed class ReusePool<T>(int leastIdle = 0)
    where T : class
{
    /// <summary>What a burst needed beyond this is left to the garbage collector.</summary>
    private const int MostIdle = 256;

    private readonly Lock _lock = new();
    private readonly Queue<T> _idle = new();

    /// <summary>The object that has rested longest; null if the caller has to make one.</summary>
    public T? TryTake()
    {
        lock (_lock)
        {
            return _idle.Count > leastIdle ? _idle.Dequeue() : null;
        }
    }

    public void Return(T item)
    {
        lock (_lock)
        {
            if (_idle.Count < MostIdle)
            {
                _idle.Enqueue(item);
            }
        }
    }
}
