using System;
using AopKit;

// AOP1007: the span looks into the frame of a page that is no longer held.
sealed class Checksum
{
    private static int Sum(PageLease<object> lease)
    {
        ReadOnlySpan<byte> bytes = lease.Bytes;
        lease.Dispose();
        int sum = 0;
        foreach (byte value in bytes)
        {
            sum += value;
        }

        return sum;
    }
}
