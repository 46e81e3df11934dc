using AopKit;

// AOP1001: the lease is gone, and its bytes may be another page's by now.
sealed class FirstByte
{
    private static int Read(PageLease<object> lease)
    {
        lease.Dispose();
        return lease.Bytes[0];
    }
}
