namespace AopKit.Benchmarks.HitRatio.Traces;

/// <summary>A sequence of requests for pages, which are numbered from 0 as they first come.</summary>
/// <param name="Name">The file's name, or the kind of a synthetic one.</param>
/// <param name="Pages">The page of each request.</param>
/// <param name="PageCount">How many different pages there are: the footprint.</param>
/// <param name="SizePercents">The capacities to try, in percent of the footprint.</param>
internal sealed record Trace(string Name, int[] Pages, int PageCount, IReadOnlyList<double> SizePercents)
{
    private const int LeastCapacity = 10;

    public static IReadOnlyList<double> UsualSizes { get; } = [1, 5, 10, 20, 50];

    /// <summary>How many pages a cache of a size holds; at least ten.</summary>
    public int CapacityAt(double sizePercent) =>
        Math.Max(LeastCapacity, (int)Math.Floor((PageCount * sizePercent / 100) + 1e-9));
}
