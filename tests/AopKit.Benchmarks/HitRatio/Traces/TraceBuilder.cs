namespace AopKit.Benchmarks.HitRatio.Traces;

/// <summary>
/// Takes requests one by one. Keeps four bytes for each of them and a number for each different block, whatever the
/// blocks are called.
/// </summary>
internal sealed class TraceBuilder
{
    /// <summary>As many as fit into one array with room to spare; a longer trace is refused, not cut.</summary>
    public const int MaxRequests = 1 << 30;

    private readonly Dictionary<long, int> _pages = [];
    private int[] _requests = new int[1024];
    private int _count;

    public int Count => _count;

    public void Add(long block)
    {
        if (_count == _requests.Length)
        {
            Array.Resize(ref _requests, (int)Math.Min(MaxRequests, 2L * _count));
        }

        if (!_pages.TryGetValue(block, out int page))
        {
            page = _pages.Count;
            _pages.Add(block, page);
        }

        _requests[_count++] = page;
    }

    public Trace Build(string name, IReadOnlyList<double>? sizePercents = null) =>
        new(name, _requests[.._count], _pages.Count, sizePercents ?? Trace.UsualSizes);
}
