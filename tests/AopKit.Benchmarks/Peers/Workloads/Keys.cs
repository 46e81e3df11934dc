namespace AopKit.Benchmarks.Peers.Workloads;

/// <summary>
/// The page numbers that a workload asks for, made before the clock starts; every contestant gets the same ones.
/// </summary>
internal static class Keys
{
    /// <summary>Length of a made sequence: a power of two, so that a cursor wraps by a mask.</summary>
    public const int Length = 1 << 20;

    private const int Seed = 20260129;

    public static int[] Uniform(int pageCount)
    {
        var random = new Random(Seed);
        return Make(() => random.Next(pageCount));
    }

    /// <summary>
    /// Zipf: the page of rank r is asked for in proportion to 1 / r^theta. Ranks are scattered over the pages, since
    /// what is popular does not lie together in a file.
    /// </summary>
    public static int[] Zipf(int pageCount, double theta)
    {
        var random = new Random(Seed);
        double[] sums = new double[pageCount];
        double sum = 0;
        for (int rank = 0; rank < pageCount; rank++)
        {
            sum += Math.Pow(rank + 1, -theta);
            sums[rank] = sum;
        }

        int[] places = [.. Enumerable.Range(0, pageCount)];
        random.Shuffle(places);
        return Make(() =>
        {
            int found = Array.BinarySearch(sums, random.NextDouble() * sum);
            return places[Math.Min(found < 0 ? ~found : found, pageCount - 1)];
        });
    }

    public static int[] Sequential(int pageCount)
    {
        int next = 0;
        return Make(() => next++ % pageCount);
    }


    public static int[] OnePage(int page) => Make(() => page);

    private static int[] Make(Func<int> next)
    {
        int[] keys = new int[Length];
        foreach (ref int key in keys.AsSpan())
        {
            key = next();
        }

        return keys;
    }
}
