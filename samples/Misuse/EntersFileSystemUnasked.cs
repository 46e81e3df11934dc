using System.Collections.Generic;
using AopKit;

// AOP3004: whoever loads holds the lock, and reclaim for that load takes it again.
sealed class LockingShrinker(AddressSpace<object> space) : IShrinker
{
    private readonly object _lock = new();
    private readonly Queue<byte> _first = new();

    public long Count(in ShrinkContext context) => _first.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        if (!context.MayBlock)
        {
            return ShrinkResult.Stop;
        }

        lock (_lock)
        {
            return ShrinkResult.Freed(_first.TryDequeue(out _) ? 1 : 0);
        }
    }

    public void Load(PageIndex index)
    {
        lock (_lock)
        {
            using PagePin<object> page = space.Pin(index);
            _first.Enqueue(page.Bytes[0]);
        }
    }
}
