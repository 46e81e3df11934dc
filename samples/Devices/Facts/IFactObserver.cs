namespace AopKit.Samples.Devices.Facts;

/// <summary>
/// Hears from a client when what it knows begins and ends. Metadata is the object that a client keeps for a page
/// (an extent buffer, the states of a page's blocks); a mark is a note about one block that a later pass wants to find.
/// </summary>
/// <remarks>
/// Called inside the callback, or under the lock, that begins or ends the fact, so that the order of calls for one key
/// is the order of events. Any thread may call. An implementation does not block, throw or call the cache.
/// </remarks>
public interface IFactObserver
{
    /// <summary>An observer that does not listen.</summary>
    static IFactObserver Deaf { get; } = new DeafFactObserver();

    /// <summary>Metadata came to be.</summary>
    /// <param name="key">Where it is kept.</param>
    /// <param name="bytes">Its size as the client declares it.</param>
    void Attached(FactKey key, long bytes);

    /// <summary>Metadata ended, and with it every mark kept at the same key that has not ended yet.</summary>
    /// <param name="key">Where it was kept.</param>
    /// <param name="end">
    /// What ended it. <see cref="FactEnd.ReleaseCallback"/> is said inside the release callback, in TwoPhase inside
    /// Commit.
    /// </param>
    void Ended(FactKey key, FactEnd end);

    /// <summary>A block that had no mark got one.</summary>
    /// <param name="key">Where the mark is kept.</param>
    /// <param name="block">The block's address.</param>
    void Marked(FactKey key, long block);

    /// <summary>A mark ended, <see cref="FactEnd.Consumed"/> if the later pass found and used it.</summary>
    /// <param name="key">Where the mark was kept.</param>
    /// <param name="block">The block's address.</param>
    /// <param name="end">What ended it.</param>
    void Unmarked(FactKey key, long block, FactEnd end);

    /// <summary>
    /// A release or prepare callback was entered. What the observer does here is part of the callback's time: the one
    /// method that may take long, though it must not block.
    /// </summary>
    /// <param name="page">The page that it was asked for.</param>
    void ReleaseCallbackRan(FactKey page)
    {
    }

    /// <summary>The removal callback ran for a page, with metadata or without.</summary>
    /// <param name="key">The page.</param>
    void RemoveCallbackRan(FactKey key);

    /// <summary>A file's mapping answered from memory.</summary>
    /// <param name="afterReturn">It was kept while the file's address space was gone.</param>
    void MappingFound(bool afterReturn);

    /// <summary>The client holds a pin on a page and looked for the metadata that belongs to it.</summary>
    /// <param name="key">The page.</param>
    /// <param name="found">Whether there was any.</param>
    void LookedUp(FactKey key, bool found)
    {
    }
}
