// source: openzfs/zfs 2a149775b4c3 https://github.com/openzfs/zfs/commit/2a149775b4c39c13efe047fe5b3a2e3752d8fed1
// title: The number to scan is counted down by the callee and then used for the next node
// story: The cache asks its inner shrinker once for each memory node, with one and the same request object. The
// callee counts the number in it down; all nodes but the first were asked for what was left of it.
//// bad
using System.Linq;
using AopKit;

public sealed class ScanRequest
{
    public long ToScan;
    public int Node;
}

public sealed class NodeLists(int nodes)
{
    private readonly long[] _idle = new long[nodes];

    public int Nodes => nodes;

    public long Total => _idle.Sum();

    public long Scan(ScanRequest request)
    {
        long freed = 0;
        for (; request.ToScan > 0 && _idle[request.Node] > 0; request.ToScan--)
        {
            _idle[request.Node]--;
            freed++;
        }

        return freed;
    }
}

public sealed class InnerCaches(NodeLists lists) : IShrinker
{
    public long Count(in ShrinkContext context) => lists.Total;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        ScanRequest request = new() { ToScan = objectCount / lists.Nodes }; // bug
        long freed = 0;
        for (request.Node = 0; request.Node < lists.Nodes; request.Node++)
        {
            freed += lists.Scan(request); // bug
        }

        return ShrinkResult.Freed(freed);
    }
}
//// clean
using System.Linq;
using AopKit;

public sealed class ScanRequest
{
    public long ToScan;
    public int Node;
}

public sealed class NodeLists(int nodes)
{
    private readonly long[] _idle = new long[nodes];

    public int Nodes => nodes;

    public long Total => _idle.Sum();

    public long Scan(ScanRequest request)
    {
        long freed = 0;
        for (; request.ToScan > 0 && _idle[request.Node] > 0; request.ToScan--)
        {
            _idle[request.Node]--;
            freed++;
        }

        return freed;
    }
}

public sealed class InnerCaches(NodeLists lists) : IShrinker
{
    public long Count(in ShrinkContext context) => lists.Total;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        ScanRequest request = new() { ToScan = objectCount / lists.Nodes };
        long freed = 0;
        for (request.Node = 0; request.Node < lists.Nodes; request.Node++)
        {
            freed += lists.Scan(request);
            request.ToScan = objectCount / lists.Nodes;
        }

        return ShrinkResult.Freed(freed);
    }
}
//// near-miss
using System.Linq;
using AopKit;

public sealed class ScanRequest
{
    public long ToScan;
    public int Node;
}

public sealed class NodeLists(int nodes)
{
    private readonly long[] _idle = new long[nodes];

    public int Nodes => nodes;

    public long Total => _idle.Sum();

    public long Scan(ScanRequest request)
    {
        long freed = 0;
        for (; request.ToScan > 0 && _idle[request.Node] > 0; request.ToScan--)
        {
            _idle[request.Node]--;
            freed++;
        }

        return freed;
    }
}

public sealed class InnerCaches(NodeLists lists) : IShrinker
{
    public long Count(in ShrinkContext context) => lists.Total;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        // All together, and no more than was asked for: that it counts down is what is wanted here.
        ScanRequest request = new() { ToScan = objectCount };
        long freed = 0;
        for (; request.Node < lists.Nodes; request.Node++)
        {
            freed += lists.Scan(request);
        }

        return ShrinkResult.Freed(freed);
    }
}
