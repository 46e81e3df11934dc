using AopKit;

// AOP5002: whoever calls this from another assembly cannot know that the lease is over.
static class Closing
{
    internal static void Close(PageLease<object> lease)
    {
        lease.Dispose();
    }
}
