using System.Collections.Generic;
using AopKit;

// AOP4003: reclaim is told that it got what it asked for, however little there was.
sealed class HopefulShrinker(Stack<byte[]> spare) : IShrinker
{
    public long Count(in ShrinkContext context) => spare.Count;

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        spare.Clear();
        return ShrinkResult.Freed(objectCount);
    }
}
