// source: torvalds/linux f9f15de85d74 https://github.com/torvalds/linux/commit/f9f15de85d74e7eef021af059ca53a15f041cdd8
// title: A request is completed by the path that failed and once more by its caller
// story: Reading a compressed extent completes the request itself if something goes wrong after the parts have been
// set up, and returns the error; the caller, seeing the error, completes it again.
//// bad
using System;
using AopKit.Lifetimes;

public sealed class BlockRequest(Action<bool> done)
{
    [EndsLifetime]
    public void Complete(bool isGood) => done(isGood);
}

public sealed class ExtentReader(Func<long, byte[]?> find, Func<byte[], BlockRequest, bool> trySend)
{
    public void Read(long position, BlockRequest request)
    {
        if (!TryReadCompressed(position, request))
        {
            request.Complete(false); // bug
        }
    }

    private bool TryReadCompressed(long position, BlockRequest request)
    {
        if (find(position) is not { } extent)
        {
            return false;
        }

        if (!trySend(extent, request))
        {
            request.Complete(false); // bug
            return false;
        }

        return true;
    }
}
//// clean
using System;
using AopKit.Lifetimes;

public sealed class BlockRequest(Action<bool> done)
{
    [EndsLifetime]
    public void Complete(bool isGood) => done(isGood);
}

public sealed class ExtentReader(Func<long, byte[]?> find, Func<byte[], BlockRequest, bool> trySend)
{
    public void Read(long position, BlockRequest request)
    {
        // Completes it in any case.
        ReadCompressed(position, request);
    }

    private void ReadCompressed(long position, [Owned] BlockRequest request)
    {
        if (find(position) is not { } extent)
        {
            request.Complete(false);
            return;
        }

        if (!trySend(extent, request))
        {
            request.Complete(false);
        }
    }
}
//// near-miss
using System;
using AopKit.Lifetimes;

public sealed class BlockRequest(Action<bool> done)
{
    [EndsLifetime]
    public void Complete(bool isGood) => done(isGood);
}

public sealed class ExtentReader(Func<long, byte[]?> find, Func<byte[], BlockRequest, bool> trySend)
{
    public void Read(long position, BlockRequest request)
    {
        if (!TryReadCompressed(position, request))
        {
            request.Complete(false);
        }
    }

    private bool TryReadCompressed(long position, BlockRequest request)
    {
        if (find(position) is not { } extent)
        {
            return false;
        }

        if (!trySend(extent, request))
        {
            // The caller completes what has failed.
            return false;
        }

        return true;
    }
}
