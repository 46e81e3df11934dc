using AopKit.Lifetimes;

namespace AopKit;

/// <summary>A client that fills a run of absent pages in one call. Linux: <c>readahead</c>.</summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IReadPages<T>
    where T : class
{
    /// <summary>
    /// Fills absent pages with contiguous indexes. When: <see cref="AddressSpace{T}.Prefetch"/>. Page locked: yes, all.
    /// May block: yes. May refuse: it throws, and none of the pages is cached.
    /// </summary>
    /// <param name="pages">The pages; zeroed before (E21).</param>
    [CallbackContext(CallbackContexts.HoldsPageLock)]
    void ReadPages(FillBatch<T> pages);
}
