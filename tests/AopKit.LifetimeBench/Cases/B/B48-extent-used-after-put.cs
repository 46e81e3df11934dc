// source: torvalds/linux 8e7860543a94 https://github.com/torvalds/linux/commit/8e7860543a94784d744c7ce34b78a2e11beefa5c
// title: How much to add is computed from an extent that was already given back
// story: When read-ahead extends a compressed read, it drops its reference to the extent as soon as the checks are
// done, and then computes from that extent how many bytes it may add.
//// bad
using System;
using System.Diagnostics;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Extent(long start, long length)
{
    private int _users = 1;

    public long Start { get; } = start;

    public long Length { get; } = length;

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class ExtentTree(Extent only)
{
    [return: Acquires]
    public Extent Find(long position)
    {
        Debug.Assert(position >= only.Start, "There is only one.");
        only.Get();
        return only;
    }
}

public sealed class ReadAhead(ExtentTree tree, int pageSize)
{
    public long Extend(long position, bool isLastPage)
    {
        Extent extent = tree.Find(position);
        if (position >= extent.Start + extent.Length)
        {
            extent.Put();
            return 0;
        }

        extent.Put();
        if (isLastPage)
        {
            Zeroed++;
        }

        return Math.Min(extent.Start + extent.Length, position + pageSize) - position; // bug
    }

    public int Zeroed { get; private set; }
}
//// clean
using System;
using System.Diagnostics;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Extent(long start, long length)
{
    private int _users = 1;

    public long Start { get; } = start;

    public long Length { get; } = length;

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class ExtentTree(Extent only)
{
    [return: Acquires]
    public Extent Find(long position)
    {
        Debug.Assert(position >= only.Start, "There is only one.");
        only.Get();
        return only;
    }
}

public sealed class ReadAhead(ExtentTree tree, int pageSize)
{
    public long Extend(long position, bool isLastPage)
    {
        Extent extent = tree.Find(position);
        if (position >= extent.Start + extent.Length)
        {
            extent.Put();
            return 0;
        }

        long add = Math.Min(extent.Start + extent.Length, position + pageSize) - position;
        extent.Put();
        if (isLastPage)
        {
            Zeroed++;
        }

        return add;
    }

    public int Zeroed { get; private set; }
}
//// near-miss
using System;
using System.Diagnostics;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Extent(long start, long length)
{
    private int _users = 1;

    public long Start { get; } = start;

    public long Length { get; } = length;

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class ExtentTree(Extent only)
{
    [return: Acquires]
    public Extent Find(long position)
    {
        Debug.Assert(position >= only.Start, "There is only one.");
        only.Get();
        return only;
    }
}

public sealed class ReadAhead(ExtentTree tree, int pageSize)
{
    public long Extend(long position, bool isLastPage)
    {
        Extent extent = tree.Find(position);
        if (position >= extent.Start + extent.Length)
        {
            extent.Put();
            return 0;
        }

        extent.Put();
        if (isLastPage)
        {
            Zeroed++;
        }

        // A reference of its own, to what is there now.
        extent = tree.Find(position);
        long add = Math.Min(extent.Start + extent.Length, position + pageSize) - position;
        extent.Put();
        return add;
    }

    public int Zeroed { get; private set; }
}
