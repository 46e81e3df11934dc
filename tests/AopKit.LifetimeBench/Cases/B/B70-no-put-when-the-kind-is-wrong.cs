// source: torvalds/linux 322794d3355c https://github.com/torvalds/linux/commit/322794d3355c33adcc4feace0045d85a8e4ed813
// title: A node that turns out to be of the wrong kind is not put back
// story: Looking up the directory of snapshots returns a reference of the node. If the parent or the node itself is
// no directory, the function returned an error and kept the reference.
//// bad
using System.Threading;
using AopKit.Lifetimes;

public sealed class Node(bool isDirectory)
{
    private int _users = 1;

    public bool IsDirectory { get; } = isDirectory;

    public bool IsNew { get; set; } = true;

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);

    [EndsLifetime]
    public void DiscardNew() => IsNew = false;
}

public interface INodeCache
{
    [return: Acquires]
    Node Get(long number);
}

public sealed class Snapshots(INodeCache nodes)
{
    [return: Acquires]
    public Node? FindDirectory([Borrowed] Node parent, long number)
    {
        Node node = nodes.Get(number); // bug
        if (!parent.IsDirectory)
        {
            return null; // bug
        }

        if (!node.IsNew && !node.IsDirectory)
        {
            return null; // bug
        }

        node.IsNew = false;
        return node;
    }
}
//// clean
using System.Threading;
using AopKit.Lifetimes;

public sealed class Node(bool isDirectory)
{
    private int _users = 1;

    public bool IsDirectory { get; } = isDirectory;

    public bool IsNew { get; set; } = true;

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);

    [EndsLifetime]
    public void DiscardNew() => IsNew = false;
}

public interface INodeCache
{
    [return: Acquires]
    Node Get(long number);
}

public sealed class Snapshots(INodeCache nodes)
{
    [return: Acquires]
    public Node? FindDirectory([Borrowed] Node parent, long number)
    {
        Node node = nodes.Get(number);
        if (parent.IsDirectory && (node.IsNew || node.IsDirectory))
        {
            node.IsNew = false;
            return node;
        }

        if (node.IsNew)
        {
            node.DiscardNew();
        }
        else
        {
            node.Put();
        }

        return null;
    }
}
//// near-miss
using System.Threading;
using AopKit.Lifetimes;

public sealed class Node(bool isDirectory)
{
    private int _users = 1;

    public bool IsDirectory { get; } = isDirectory;

    public bool IsNew { get; set; } = true;

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);

    [EndsLifetime]
    public void DiscardNew() => IsNew = false;
}

public interface INodeCache
{
    [return: Acquires]
    Node Get(long number);
}

public sealed class Snapshots(INodeCache nodes)
{
    [return: Acquires]
    public Node? FindDirectory([Borrowed] Node parent, long number)
    {
        // Looked at before there is anything to put back.
        if (!parent.IsDirectory)
        {
            return null;
        }

        Node node = nodes.Get(number);
        if (!node.IsNew && !node.IsDirectory)
        {
            node.Put();
            return null;
        }

        node.IsNew = false;
        return node;
    }
}
