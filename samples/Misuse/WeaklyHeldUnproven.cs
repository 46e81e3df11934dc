using System;
using AopKit.Lifetimes;

// AOP1012: the garbage collector has not taken the cell; whether the pool has, nobody asks.
[Revalidate(nameof(IsRented))]
sealed class Cell
{
    public bool IsRented { get; set; }

    public int Count { get; set; }
}

static class Statistics
{
    public static void Count(WeakReference<Cell> recent)
    {
        if (recent.TryGetTarget(out Cell? cell))
        {
            cell.Count++;
        }
    }
}
