using System;
using AopKit;

// AOP1011: whoever disposes a bookmark has its pin ended a second time, by the finalizer.
sealed class Bookmark(PageLease<object> lease) : IDisposable
{
    private PageLease<object> _lease = lease;

    ~Bookmark() => _lease.Dispose();

    public PageIndex Index => _lease.Index;

    public void Dispose() => _lease.Dispose();
}
