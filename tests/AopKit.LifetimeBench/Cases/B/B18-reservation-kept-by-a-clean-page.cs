// source: torvalds/linux fa91e4aa1716 https://github.com/torvalds/linux/commit/fa91e4aa1716004ea8096d5185ec0451e206aea0
// title: Invalidation gives the reserved space back only if the page is dirty
// story: Writeback had cleared the dirty state and then found the page beyond the new end of the file, so it
// invalidated it. The callback took the dirty state for the sign that space was still reserved, and nobody gave the
// reservation back.
//// bad
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class Quota
{
    private long _reserved;

    [return: Acquires]
    public Reservation Reserve(long bytes)
    {
        Interlocked.Add(ref _reserved, bytes);
        return new Reservation(bytes);
    }

    public void Return([EndsLifetime] Reservation reservation) => Interlocked.Add(ref _reserved, -reservation.Bytes);
}

[Lifetime(EndsAt = LifetimeEnd.OnRemove)]
public sealed class Reservation(long bytes)
{
    public long Bytes { get; } = bytes;
}

public sealed class QuotaPages(Quota quota) : IInvalidatePage<Reservation>
{
    public void InvalidatePage(LockedPage<Reservation> page, ByteRange range)
    {
        if (!range.IsWholePage)
        {
            return;
        }

        Reservation? reservation = page.Detach(); // bug
        if (page.IsDirty && reservation is not null) // bug
        {
            quota.Return(reservation);
        }
    }
}
//// clean
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class Quota
{
    private long _reserved;

    [return: Acquires]
    public Reservation Reserve(long bytes)
    {
        Interlocked.Add(ref _reserved, bytes);
        return new Reservation(bytes);
    }

    public void Return([EndsLifetime] Reservation reservation) => Interlocked.Add(ref _reserved, -reservation.Bytes);
}

[Lifetime(EndsAt = LifetimeEnd.OnRemove)]
public sealed class Reservation(long bytes)
{
    public long Bytes { get; } = bytes;
}

public sealed class QuotaPages(Quota quota) : IInvalidatePage<Reservation>
{
    public void InvalidatePage(LockedPage<Reservation> page, ByteRange range)
    {
        if (!range.IsWholePage)
        {
            return;
        }

        Reservation? reservation = page.Detach();
        if (reservation is not null)
        {
            quota.Return(reservation);
        }
    }
}
//// near-miss
using System.Threading;
using AopKit;
using AopKit.Lifetimes;

public sealed class Quota
{
    private long _reserved;

    [return: Acquires]
    public Reservation Reserve(long bytes)
    {
        Interlocked.Add(ref _reserved, bytes);
        return new Reservation(bytes);
    }

    public void Return([EndsLifetime] Reservation reservation) => Interlocked.Add(ref _reserved, -reservation.Bytes);
}

[Lifetime(EndsAt = LifetimeEnd.OnRemove)]
public sealed class Reservation(long bytes)
{
    public long Bytes { get; } = bytes;
}

public sealed class QuotaPages(Quota quota) : IInvalidatePage<Reservation>
{
    public int LostWrites { get; private set; }

    public void InvalidatePage(LockedPage<Reservation> page, ByteRange range)
    {
        if (!range.IsWholePage)
        {
            return;
        }

        Reservation? reservation = page.Detach();
        if (page.IsDirty)
        {
            LostWrites++;
        }

        if (reservation is not null)
        {
            quota.Return(reservation);
        }
    }
}
