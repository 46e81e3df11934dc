// source: torvalds/linux 2d0abe36cf13 https://github.com/torvalds/linux/commit/2d0abe36cf13fb7b577949fd1539326adddcc9bc
// title: A chain of requests is given back, and the next one read from the one that is gone
// story: When posting a chain of receive requests failed, the rest of it was put back into the pool one by one. The
// link to the next one lies in the request that was just put back.
//// bad
using AopKit.Lifetimes;

public sealed class ReceiveRequest
{
    public ReceiveRequest? Next;
}

public sealed class RequestPool
{
    private ReceiveRequest? _free;

    public void Put([EndsLifetime] ReceiveRequest request)
    {
        request.Next = _free;
        _free = request;
    }
}

public sealed class ReceiveQueue(RequestPool pool)
{
    public int PutBack(ReceiveRequest? first)
    {
        int count = 0;
        for (ReceiveRequest? request = first; request is not null; request = request.Next) // bug
        {
            pool.Put(request);
            count++;
        }

        return count;
    }
}
//// clean
using AopKit.Lifetimes;

public sealed class ReceiveRequest
{
    public ReceiveRequest? Next;
}

public sealed class RequestPool
{
    private ReceiveRequest? _free;

    public void Put([EndsLifetime] ReceiveRequest request)
    {
        request.Next = _free;
        _free = request;
    }
}

public sealed class ReceiveQueue(RequestPool pool)
{
    public int PutBack(ReceiveRequest? first)
    {
        int count = 0;
        ReceiveRequest? request = first;
        while (request is not null)
        {
            ReceiveRequest done = request;
            request = request.Next;
            pool.Put(done);
            count++;
        }

        return count;
    }
}
//// near-miss
using AopKit.Lifetimes;

public sealed class ReceiveRequest
{
    public ReceiveRequest? Next;
}

public sealed class RequestPool
{
    private ReceiveRequest? _free;

    public void Put([EndsLifetime] ReceiveRequest request)
    {
        request.Next = _free;
        _free = request;
    }
}

public sealed class ReceiveQueue(RequestPool pool)
{
    public int PutBack(ReceiveRequest? first)
    {
        int count = 0;
        for (ReceiveRequest? request = first; request is not null; request = request.Next)
        {
            count++;
        }

        // Counted first, and put back only when the walk is over.
        for (ReceiveRequest? rest = first; rest is not null;)
        {
            ReceiveRequest? next = rest.Next;
            pool.Put(rest);
            rest = next;
        }

        return count;
    }
}
