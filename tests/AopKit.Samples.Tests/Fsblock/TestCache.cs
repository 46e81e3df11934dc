namespace AopKit.Samples.Tests.Fsblock;

/// <summary>Caches of a given number of pages, with every check of the contract switched on.</summary>
internal static class TestCache
{
    // What the engine keeps beside a page, and what clients declare, is paid from the same budget.
    private const int OverheadBytesPerPage = 1024;

    public static PageCache Of(int pages, int pageSize) => new(new PageCacheOptions
    {
        BudgetBytes = (long)pages * (pageSize + OverheadBytesPerPage),
        PageSize = pageSize,
        Checks = Checks.Full,
    });
}
