//// pair attach-after-unlock
//// bad
void Renew(PageLease<StringBuilder> lease, StringBuilder fresh)
{
    LockedPage<StringBuilder> page = lease.Lock();
    StringBuilder? old = page.Detach();
    page.Dispose();
    if (old is null)
    {
        page.Attach(fresh); // bug
    }
}
//// clean
void Renew(PageLease<StringBuilder> lease, StringBuilder fresh)
{
    LockedPage<StringBuilder> page = lease.Lock();
    StringBuilder? old = page.Detach();
    if (old is null)
    {
        page.Attach(fresh);
    }

    page.Dispose();
}
//// pair writer-used-after-its-block
//// bad
void Stamp(PagePin<object> pin, byte first, byte second)
{
    PageWriter<object> writer = pin.BeginWrite();
    using (writer)
    {
        writer.Bytes[0] = first;
    }

    writer.Bytes[1] = second; // bug
}
//// clean
void Stamp(PagePin<object> pin, byte first, byte second)
{
    PageWriter<object> writer = pin.BeginWrite();
    using (writer)
    {
        writer.Bytes[0] = first;
        writer.Bytes[1] = second;
    }
}
//// pair closed-by-its-own-method
//// bad
sealed class Cursor
{
    public int Position { get; private set; }

    public bool MoveNext() => ++Position < 10;

    [EndsLifetime]
    public void Close() => Position = -1;
}

static class Walk
{
    public static int Count(Cursor? cursor)
    {
        int count = 0;
        while (cursor?.MoveNext() == true)
        {
            count++;
        }

        cursor?.Close();
        return count + (cursor?.Position ?? 0); // bug
    }
}
//// clean
sealed class Cursor
{
    public int Position { get; private set; }

    public bool MoveNext() => ++Position < 10;

    [EndsLifetime]
    public void Close() => Position = -1;
}

static class Walk
{
    public static int Count(Cursor? cursor)
    {
        int count = 0;
        while (cursor?.MoveNext() == true)
        {
            count++;
        }

        count += cursor?.Position ?? 0;
        cursor?.Close();
        return count;
    }
}
