// source: torvalds/linux 95978caa1389 https://github.com/torvalds/linux/commit/95978caa138948054e06d00bfc3432b518699f1b
// title: The loop that submits a cluster reads its pages from the context that the last write frees
// story: A compressed cluster has fewer blocks than pages. After its last block had been submitted, the loop went on
// over the rest of the pages, and took them from the context; the end of the write had freed that meanwhile.
//// bad
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class WriteContext(long[] pages, int pending)
{
    private long[]? _pages = pages;
    private int _pending = pending;

    public long PageAt(int i) => _pages![i];

    /// <summary>Ends the context with the last one.</summary>
    [EndsLifetime(When = EndsWhen.ReturnsTrue)]
    public bool EndOne()
    {
        if (Interlocked.Decrement(ref _pending) != 0)
        {
            return false;
        }

        _pages = null;
        return true;
    }
}

public sealed class ClusterWriter(Action<long, Func<bool>> submit, Action<long> mapOnly)
{
    public void Write(long[] pages, int blocks)
    {
        WriteContext context = new(pages, blocks);
        for (int i = 0; i < pages.Length; i++)
        {
            long page = context.PageAt(i); // bug
            if (i < blocks)
            {
                submit(page, context.EndOne); // bug
            }
            else
            {
                mapOnly(page);
            }
        }
    }
}
//// clean
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class WriteContext(long[] pages, int pending)
{
    private long[]? _pages = pages;
    private int _pending = pending;

    public long PageAt(int i) => _pages![i];

    /// <summary>Ends the context with the last one.</summary>
    [EndsLifetime(When = EndsWhen.ReturnsTrue)]
    public bool EndOne()
    {
        if (Interlocked.Decrement(ref _pending) != 0)
        {
            return false;
        }

        _pages = null;
        return true;
    }
}

public sealed class ClusterWriter(Action<long, Func<bool>> submit, Action<long> mapOnly)
{
    public void Write(long[] pages, int blocks)
    {
        WriteContext context = new(pages, blocks);
        for (int i = 0; i < pages.Length; i++)
        {
            long page = pages[i];
            if (i < blocks)
            {
                submit(page, context.EndOne);
            }
            else
            {
                mapOnly(page);
            }
        }
    }
}
//// near-miss
using System;
using System.Threading;
using AopKit.Lifetimes;

public sealed class WriteContext(long[] pages, int pending)
{
    private long[]? _pages = pages;
    private int _pending = pending;

    public long PageAt(int i) => _pages![i];

    /// <summary>Ends the context with the last one.</summary>
    [EndsLifetime(When = EndsWhen.ReturnsTrue)]
    public bool EndOne()
    {
        if (Interlocked.Decrement(ref _pending) != 0)
        {
            return false;
        }

        _pages = null;
        return true;
    }
}

public sealed class ClusterWriter(Action<long, Func<bool>> submit, Action<long> mapOnly)
{
    public void Write(long[] pages, int blocks)
    {
        WriteContext context = new(pages, blocks);
        for (int i = blocks; i < pages.Length; i++)
        {
            mapOnly(context.PageAt(i));
        }

        // Each is read before it is submitted, and so before the last one can end.
        for (int i = 0; i < blocks; i++)
        {
            submit(context.PageAt(i), context.EndOne);
        }
    }
}
