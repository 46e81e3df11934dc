using AopKit.Checking;

namespace AopKit.Frames;

/// <summary>
/// The hard limit in bytes and what is used of it (E14). Everything is reserved here before it is made.
/// </summary>
internal sealed class Budget(long limitBytes)
{
    private long _usedBytes;
    private long _limitBytes = limitBytes;

    public long LimitBytes => Volatile.Read(ref _limitBytes);

    public long UsedBytes => Volatile.Read(ref _usedBytes);

    public bool IsOver => UsedBytes > LimitBytes;

    public void SetLimit(long bytes)
    {
        Schedule.Point(ref _limitBytes);
        Volatile.Write(ref _limitBytes, bytes);
    }

    public bool TryReserve(long bytes)
    {
        Schedule.Point(ref _usedBytes);
        long used = Volatile.Read(ref _usedBytes);
        while (used + bytes <= LimitBytes || Fault.Is(FaultId.E14_BudgetIgnored))
        {
            long before = Interlocked.CompareExchange(ref _usedBytes, used + bytes, used);
            if (before == used)
            {
                return true;
            }

            used = before;
        }

        return false;
    }

    public void Release(long bytes)
    {
        Schedule.Point(ref _usedBytes);
        Interlocked.Add(ref _usedBytes, -bytes);
    }
}
