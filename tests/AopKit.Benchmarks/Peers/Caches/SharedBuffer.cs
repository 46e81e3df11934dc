using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>
/// What the peers hold as values: a rented buffer and the number of those who use it, the cache being one. A reader
/// counts itself before it looks, or the buffer could be given to another page under its eyes. This is what a user of
/// such a cache has to build to have pages off the heap; two locked instructions per read, as a pin.
/// </summary>
internal sealed unsafe class SharedBuffer : IDisposable
{
    private const int Dead = int.MinValue / 2;

    private readonly BufferPool _pool;
    private readonly byte* _bytes;
    private int _users = 1;

    public SharedBuffer(BufferPool pool, long key, FillKind fill)
    {
        _pool = pool;
        _bytes = pool.Rent();
        if (fill == FillKind.Whole)
        {
            PageContent.Fill(Bytes, key);
        }
        else
        {
            if (fill == FillKind.Stamp)
            {
                Bytes.Clear();
            }

            PageContent.Stamp(Bytes, key);
        }
    }

    /// <summary>The page. Valid between <see cref="TryAcquire"/> and <see cref="Release"/>.</summary>
    public Span<byte> Bytes => new(_bytes, PageContent.PageSize);

    /// <summary>Counts a user, unless the last one has gone already.</summary>
    public bool TryAcquire() => Interlocked.Increment(ref _users) > 0;

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0 && Interlocked.CompareExchange(ref _users, Dead, 0) == 0)
        {
            _pool.Return(_bytes);
        }
    }

    /// <summary>Called by the caches when they let a value go.</summary>
    public void Dispose() => Release();
}
