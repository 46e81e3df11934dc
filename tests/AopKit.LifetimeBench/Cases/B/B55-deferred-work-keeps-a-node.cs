// source: torvalds/linux ff4ab5e02a04 https://github.com/torvalds/linux/commit/ff4ab5e02a0447dd1e290883eb6cd7d94848e590
// title: Work that was put off keeps a node whose reference was dropped at once
// story: Recovery of a mapping may leave work for later, which holds a pointer to the node. The next thing that
// recovery did was to commit and to drop its reference, so that reclaim could take the node before the work was
// done.
//// bad
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Node
{
    private int _users = 1;

    public long Size { get; set; }

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public interface INodeCache
{
    [return: Acquires]
    Node Load(long number);
}

public sealed class Deferred(Node node, long length)
{
    public void Finish() => node.Size -= length; // bug

    public void Done() => node.Put();
}

public sealed class Recovery(INodeCache nodes)
{
    private readonly Queue<Deferred> _deferred = new();

    public void Recover(long number, long length, long atOnce)
    {
        Node node = nodes.Load(number);
        node.Size -= atOnce;
        if (atOnce < length)
        {
            _deferred.Enqueue(new Deferred(node, length - atOnce)); // bug
        }

        node.Put(); // bug
    }

    public void FinishAll()
    {
        while (_deferred.TryDequeue(out Deferred? work))
        {
            work.Finish();
        }
    }
}
//// clean
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Node
{
    private int _users = 1;

    public long Size { get; set; }

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public interface INodeCache
{
    [return: Acquires]
    Node Load(long number);
}

public sealed class Deferred(Node node, long length)
{
    public void Finish() => node.Size -= length;

    public void Done() => node.Put();
}

public sealed class Recovery(INodeCache nodes)
{
    private readonly Queue<Deferred> _deferred = new();

    public void Recover(long number, long length, long atOnce)
    {
        Node node = nodes.Load(number);
        node.Size -= atOnce;
        if (atOnce < length)
        {
            node.Get();
            _deferred.Enqueue(new Deferred(node, length - atOnce));
        }

        node.Put();
    }

    public void FinishAll()
    {
        while (_deferred.TryDequeue(out Deferred? work))
        {
            work.Finish();
            work.Done();
        }
    }
}
//// near-miss
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class Node
{
    private int _users = 1;

    public long Size { get; set; }

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public interface INodeCache
{
    [return: Acquires]
    Node Load(long number);
}

public sealed class Deferred([Owned] Node node, long length)
{
    public void Finish() => node.Size -= length;

    public void Done() => node.Put();
}

public sealed class Recovery(INodeCache nodes)
{
    private readonly Queue<Deferred> _deferred = new();

    public void Recover(long number, long length, long atOnce)
    {
        Node node = nodes.Load(number);
        node.Size -= atOnce;
        if (atOnce < length)
        {
            // The reference goes with the work.
            _deferred.Enqueue(new Deferred(node, length - atOnce));
            return;
        }

        node.Put();
    }

    public void FinishAll()
    {
        while (_deferred.TryDequeue(out Deferred? work))
        {
            work.Finish();
            work.Done();
        }
    }
}
