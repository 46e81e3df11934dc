namespace AopKit;

/// <summary>
/// Where batches of pages find the bytes and the metadata of each page: implemented by the engine, and by tests of
/// clients.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IPageFrames<T>
    where T : class
{
    /// <summary>The bytes of a page; length is the page size.</summary>
    /// <param name="page">The page.</param>
    Span<byte> GetBytes(PageHandle page);

    /// <summary>The place of a page's metadata.</summary>
    /// <param name="page">The page.</param>
    ref T? GetMetadata(PageHandle page);
}
