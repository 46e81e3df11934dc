// source: zfsonlinux/spl b9b3715346b2 https://github.com/zfsonlinux/spl/commit/b9b3715346b2748b2e512099862f1eabf076cf51
// title: Scan reports what it still has instead of what it freed
// story: After a round of reclaim the shrinker of the slab caches answered with the number of unused objects that
// were left. Reclaim took that for progress and asked again, without end, though nothing more could be freed.
//// bad
using System;
using System.Collections.Generic;
using System.Linq;
using AopKit;

public sealed class SlabCache
{
    public long Unused { get; set; }

    public long Pinned { get; set; }

    public long Reap(long count)
    {
        long freed = Math.Min(count, Unused - Pinned);
        Unused -= freed;
        return freed;
    }
}

public sealed class SlabCaches(IReadOnlyList<SlabCache> caches) : IShrinker
{
    public long Count(in ShrinkContext context) => caches.Sum(cache => cache.Unused - cache.Pinned);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long unused = 0;
        foreach (SlabCache cache in caches)
        {
            cache.Reap(objectCount); // bug
            unused += cache.Unused;
        }

        return ShrinkResult.Freed(unused); // bug
    }
}
//// clean
using System;
using System.Collections.Generic;
using System.Linq;
using AopKit;

public sealed class SlabCache
{
    public long Unused { get; set; }

    public long Pinned { get; set; }

    public long Reap(long count)
    {
        long freed = Math.Min(count, Unused - Pinned);
        Unused -= freed;
        return freed;
    }
}

public sealed class SlabCaches(IReadOnlyList<SlabCache> caches) : IShrinker
{
    public long Count(in ShrinkContext context) => caches.Sum(cache => cache.Unused - cache.Pinned);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long freed = 0;
        foreach (SlabCache cache in caches)
        {
            freed += cache.Reap(objectCount - freed);
        }

        return freed == 0 ? ShrinkResult.Stop : ShrinkResult.Freed(freed);
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using System.Linq;
using AopKit;

public sealed class SlabCache
{
    public long Unused { get; set; }

    public long Pinned { get; set; }

    public long Reap(long count)
    {
        long freed = Math.Min(count, Unused - Pinned);
        Unused -= freed;
        return freed;
    }
}

public sealed class SlabCaches(IReadOnlyList<SlabCache> caches) : IShrinker
{
    public long Count(in ShrinkContext context) => caches.Sum(cache => cache.Unused - cache.Pinned);

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long before = caches.Sum(cache => cache.Unused);
        long unused = 0;
        long left = objectCount;
        foreach (SlabCache cache in caches)
        {
            left -= cache.Reap(left);
            unused += cache.Unused;
        }

        return ShrinkResult.Freed(before - unused);
    }
}
