// source: torvalds/linux e28b4fc652c1 https://github.com/torvalds/linux/commit/e28b4fc652c1830796a4d3e09565f30c20f9a2cf
// title: What is left of a send request is traced after it was handed to the card
// story: A trace point read the request after it had been posted. The end of a send frees the request, and may run
// before the call that posted it has returned.
//// bad
using System;
using AopKit.Lifetimes;

public sealed class SendRequest
{
    public int Segments { get; set; }

    public long Key { get; set; }
}

public interface ISendQueue
{
    /// <summary>Takes the request over: its end may come before this returns.</summary>
    int Post([EndsLifetime] SendRequest request);
}

public sealed class Transport(ISendQueue queue, Action<string> trace)
{
    public bool Send(SendRequest request)
    {
        int status = queue.Post(request);
        trace($"{request.Key}: {request.Segments} segments, status {status}"); // bug
        return status == 0;
    }
}
//// clean
using System;
using AopKit.Lifetimes;

public sealed class SendRequest
{
    public int Segments { get; set; }

    public long Key { get; set; }
}

public interface ISendQueue
{
    /// <summary>Takes the request over: its end may come before this returns.</summary>
    int Post([EndsLifetime] SendRequest request);
}

public sealed class Transport(ISendQueue queue, Action<string> trace)
{
    public bool Send(SendRequest request)
    {
        trace($"{request.Key}: {request.Segments} segments");
        int status = queue.Post(request);
        if (status != 0)
        {
            trace($"Status {status}");
        }

        return status == 0;
    }
}
//// near-miss
using System;
using AopKit.Lifetimes;

public sealed class SendRequest
{
    public int Segments { get; set; }

    public long Key { get; set; }
}

public interface ISendQueue
{
    /// <summary>Takes the request over: its end may come before this returns.</summary>
    int Post([EndsLifetime] SendRequest request);
}

public sealed class Transport(ISendQueue queue, Action<string> trace)
{
    public bool Send(SendRequest request)
    {
        (long key, int segments) = (request.Key, request.Segments);
        int status = queue.Post(request);
        trace($"{key}: {segments} segments, status {status}");
        return status == 0;
    }
}
