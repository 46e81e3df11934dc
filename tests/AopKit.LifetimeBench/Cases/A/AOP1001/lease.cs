//// pair disposed-then-read
//// bad
long First(PageLease<object> lease)
{
    lease.Dispose();
    return lease.Bytes[0]; // bug
}
//// clean
long First(PageLease<object> lease)
{
    long first = lease.Bytes[0];
    lease.Dispose();
    return first;
}
