namespace AopKit.Tests.Clients;

/// <summary>What the calling thread allocates.</summary>
internal static class Allocations
{
    private const int Rounds = 5;

    /// <summary>
    /// The least number of bytes that any of several rounds allocated. A collection that another test causes meanwhile
    /// ends the thread's piece of the heap and counts some bytes that nobody asked for; what the code under test
    /// allocates, it allocates in every round.
    /// </summary>
    public static long Least(Action round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Rounds && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
