namespace AopKit;

/// <summary>A client that writes dirty pages back. Linux: <c>writepages</c>.</summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IWritePages<T>
    where T : class
{
    /// <summary>
    /// Writes dirty pages with contiguous indexes. When: flush, reclaim, teardown; once per batch. Page locked: no, the
    /// writeback state is set. May block: yes. Pins possible, lookups find it: yes. May refuse: it throws, and the
    /// pages stay dirty (E12).
    /// </summary>
    /// <param name="batch">The pages.</param>
    void WritePages(WriteBatch<T> batch);
}
