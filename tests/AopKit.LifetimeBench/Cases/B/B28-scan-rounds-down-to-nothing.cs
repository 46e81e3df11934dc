// source: torvalds/linux 9fcc34b1a6dd https://github.com/torvalds/linux/commit/9fcc34b1a6dd4b8e5337e2b6ef45e428897eca6b
// title: Scan divides what it is asked for until nothing is left
// story: The shrinker took the number of objects for a number of pages and divided it by the pages of a tree node.
// Reclaim mostly asks for one or two, so that it took a lock, freed nothing, and was asked again.
//// bad
using System.Collections.Concurrent;
using AopKit;

public sealed class TreeNode;

public sealed class NodeCache(int pagesPerNode) : IShrinker
{
    private readonly ConcurrentStack<TreeNode> _idle = new();

    public void Park(TreeNode node) => _idle.Push(node);

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long nodes = objectCount / pagesPerNode; // bug
        long freed = 0;
        while (freed < nodes && _idle.TryPop(out _))
        {
            freed++;
        }

        return ShrinkResult.Freed(freed); // bug
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using AopKit;

public sealed class TreeNode;

public sealed class NodeCache(int pagesPerNode) : IShrinker
{
    private readonly ConcurrentStack<TreeNode> _idle = new();

    public void Park(TreeNode node) => _idle.Push(node);

    public long Count(in ShrinkContext context) => _idle.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        long nodes = Math.Max(1, objectCount / pagesPerNode);
        long freed = 0;
        while (freed < nodes && _idle.TryPop(out _))
        {
            freed++;
        }

        return ShrinkResult.Freed(freed);
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using AopKit;

public sealed class TreeNode;

public sealed class NodeCache(int pagesPerNode) : IShrinker
{
    private readonly ConcurrentStack<TreeNode> _idle = new();

    public void Park(TreeNode node) => _idle.Push(node);

    public long Count(in ShrinkContext context) => (long)_idle.Count * pagesPerNode;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        // Pages here and pages in Count; a part of a node is rounded up.
        long nodes = (objectCount + pagesPerNode - 1) / pagesPerNode;
        long freed = 0;
        while (freed < nodes && _idle.TryPop(out _))
        {
            freed++;
        }

        return ShrinkResult.Freed(Math.Min(objectCount, freed * pagesPerNode));
    }
}
