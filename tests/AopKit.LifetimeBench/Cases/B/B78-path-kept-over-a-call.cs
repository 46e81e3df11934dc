// source: torvalds/linux 4e2524ba2ca5 https://github.com/torvalds/linux/commit/4e2524ba2ca5f54bdbb9e5153bea00421ef653f5
// title: The path to an extent is kept in a local while a callee may free it and make another
// story: Splitting an extent may search again, which frees the path and stores a new one through the pointer it was
// given. The caller went on with the copy that it had made of the pointer before.
//// bad
using System;
using AopKit.Lifetimes;

public sealed class ExtentPath(long block) : IDisposable
{
    private long[]? _nodes = [block];

    public long Leaf => _nodes![^1];

    [EndsLifetime]
    public void Dispose() => _nodes = null;
}

public sealed class ExtentTree(Action<long> show)
{
    public void Split(ref ExtentPath path, long at)
    {
        ExtentPath current = path;
        if (current.Leaf < at)
        {
            SplitAt(ref path, at);
        }

        show(current.Leaf); // bug
    }

    private static void SplitAt(ref ExtentPath path, long at)
    {
        path.Dispose(); // bug
        path = new ExtentPath(at);
    }
}
//// clean
using System;
using AopKit.Lifetimes;

public sealed class ExtentPath(long block) : IDisposable
{
    private long[]? _nodes = [block];

    public long Leaf => _nodes![^1];

    [EndsLifetime]
    public void Dispose() => _nodes = null;
}

public sealed class ExtentTree(Action<long> show)
{
    public void Split(ref ExtentPath path, long at)
    {
        if (path.Leaf < at)
        {
            SplitAt(ref path, at);
        }

        show(path.Leaf);
    }

    private static void SplitAt(ref ExtentPath path, long at)
    {
        path.Dispose();
        path = new ExtentPath(at);
    }
}
//// near-miss
using System;
using AopKit.Lifetimes;

public sealed class ExtentPath(long block) : IDisposable
{
    private long[]? _nodes = [block];

    public long Leaf => _nodes![^1];

    [EndsLifetime]
    public void Dispose() => _nodes = null;
}

public sealed class ExtentTree(Action<long> show)
{
    public void Split(ref ExtentPath path, long at)
    {
        ExtentPath current = path;
        if (current.Leaf < at)
        {
            SplitAt(ref path, at);
            current = path;
        }

        show(current.Leaf);
    }

    private static void SplitAt(ref ExtentPath path, long at)
    {
        path.Dispose();
        path = new ExtentPath(at);
    }
}
