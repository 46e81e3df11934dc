using System.Diagnostics;

namespace AopKit.Samples.Lab.Measures;

/// <summary>
/// What a removal notice costs, in nanoseconds for each removed page, measured apart from the runs: with a client that
/// does nothing in its callback, and without a ledger.
/// </summary>
/// <param name="Without">Removing a page without a notice.</param>
/// <param name="BeforeUnlock">What <see cref="RemoveNotification.BeforeUnlock"/> adds.</param>
/// <param name="AfterUnlock">What <see cref="RemoveNotification.AfterUnlock"/> adds.</param>
internal sealed record NoticeCost(double Without, double BeforeUnlock, double AfterUnlock)
{
    private const int PageCount = 256;
    private const int RoundCount = 61;

    /// <summary>Measures it, in a fraction of a second: median of many rounds that take turns.</summary>
    public static NoticeCost Measure()
    {
        var options = new PageCacheOptions { BudgetBytes = 8L << 20, Checks = Checks.Off };
        using var cache = new PageCache(options);
        using AddressSpace<object> none = Open(cache, new Silent(), RemoveNotification.None);
        using AddressSpace<object> before = Open(cache, new Told(), RemoveNotification.BeforeUnlock);
        using AddressSpace<object> after = Open(cache, new Told(), RemoveNotification.AfterUnlock);
        var rounds = new List<(double None, double Before, double After)>();
        for (int round = 0; round < RoundCount; round++)
        {
            rounds.Add((TimeRemovals(none), TimeRemovals(before), TimeRemovals(after)));
        }

        double without = Median(rounds.Select(static round => round.None));
        return new NoticeCost(
            without,
            Median(rounds.Select(static round => round.Before)) - without,
            Median(rounds.Select(static round => round.After)) - without);
    }

    private static AddressSpace<object> Open(
        PageCache cache, IAddressSpaceOperations<object> client, RemoveNotification notice) =>
        cache.CreateAddressSpace(
            client, new AddressSpaceOptions { Name = $"notice {notice}", RemoveNotification = notice });

    private static double TimeRemovals(AddressSpace<object> space)
    {
        space.Prefetch(new PageRange(new PageIndex(0), PageCount));
        long began = Stopwatch.GetTimestamp();
        for (int page = 0; page < PageCount; page++)
        {
            space.TryEvict(new PageIndex(page));
        }

        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / PageCount;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(RoundCount / 2);

    private sealed class Silent : IAddressSpaceOperations<object>
    {
        public void ReadPage(FillPage<object> page)
        {
        }
    }

    private sealed class Told : IAddressSpaceOperations<object>, IOnRemove<object>
    {
        public void ReadPage(FillPage<object> page)
        {
        }

        public void OnRemove(in RemovedPage<object> page, RemoveReason reason)
        {
        }
    }
}
