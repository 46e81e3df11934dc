namespace AopKit.Benchmarks.HitRatio.Traces;

/// <summary>Traces made on the spot, the same each time, for what real ones rarely show alone.</summary>
internal static class SyntheticTraces
{
    private const int PageCount = 20_000;
    private const int RequestCount = 600_000;

    /// <summary>All of them.</summary>
    /// <param name="scale">1, or a smaller part of the usual length.</param>
    public static IEnumerable<Trace> All(double scale)
    {
        int requests = (int)(RequestCount * scale);
        yield return Make("zipf 0.7", ZipfRequests(0.7, requests));
        yield return Make("zipf 0.99", ZipfRequests(0.99, requests));
        yield return Loop("loop 1.1x", requests, 100 / 1.1);
        yield return Loop("loop 2x", requests, 50);
        yield return Make("zipf, scans between", Scans(requests));
        yield return Make("zigzag", Zigzag(requests));
        yield return Make("zipf and loop", Mixed(requests));
        yield return Make("loop, then zipf, then loop", Phases(requests));
    }

    /// <summary>The same pages in the same order, again and again, in a cache of half as many.</summary>
    public static Trace LoopAtTwice(double scale) => Loop("loop 2x", (int)(RequestCount * scale), 50);

    private static Trace Make(string name, IEnumerable<long> blocks, IReadOnlyList<double>? sizes = null)
    {
        var builder = new TraceBuilder();
        foreach (long block in blocks)
        {
            builder.Add(block);
        }

        return builder.Build(name, sizes);
    }

    /// <summary>A loop long enough that the first round, which nobody can serve, is a small part of it.</summary>
    private static Trace Loop(string name, int requests, double sizePercent) =>
        Make(name, Rounds(requests / 200, requests), [sizePercent]);

    private static IEnumerable<long> Rounds(int pageCount, int requests) =>
        Enumerable.Range(0, requests).Select(request => (long)(request % pageCount));

    private static IEnumerable<long> ZipfRequests(double exponent, int requests, int seed = 1)
    {
        var zipf = new Zipf(PageCount, exponent, seed);
        return Enumerable.Range(0, requests).Select(_ => (long)zipf.Next());
    }

    /// <summary>Popular pages, and every now and then a walk over many that nobody asks for again soon.</summary>
    private static IEnumerable<long> Scans(int requests)
    {
        const int Calm = 10_000;
        const int ScanLength = 5_000;
        var zipf = new Zipf(PageCount / 2, 0.9, 2);
        int scanned = 0;
        for (int request = 0; request < requests; request++)
        {
            yield return request % (Calm + ScanLength) < Calm ? zipf.Next() : PageCount + (scanned++ % (4 * PageCount));
        }
    }

    /// <summary>Forwards and backwards over the same pages: what was used last is needed first.</summary>
    private static IEnumerable<long> Zigzag(int requests)
    {
        const int Length = PageCount / 4;
        for (int request = 0; request < requests; request++)
        {
            int step = request % (2 * Length);
            yield return step < Length ? step : (2 * Length) - 1 - step;
        }
    }

    /// <summary>Half of the requests go round a loop, half to popular pages.</summary>
    private static IEnumerable<long> Mixed(int requests)
    {
        var zipf = new Zipf(PageCount, 0.9, 3);
        var dice = new Random(3);
        int looped = 0;
        for (int request = 0; request < requests; request++)
        {
            yield return dice.Next(2) == 0 ? zipf.Next() : PageCount + (looped++ % PageCount);
        }
    }

    private static IEnumerable<long> Phases(int requests)
    {
        int third = requests / 3;
        return Rounds(PageCount / 2, third)
            .Concat(ZipfRequests(0.99, third, seed: 4).Select(block => block + PageCount))
            .Concat(Rounds(PageCount / 2, third));
    }
}
