namespace AopKit;

/// <summary>
/// Pages could not be written back. They are still dirty and are tried again at the next flush (E12).
/// </summary>
/// <param name="spaceName">Name of the address space.</param>
/// <param name="inner">What the client's write threw last; null if it was reported by another flush and is
/// gone.</param>
public sealed class WritebackException(string spaceName, Exception? inner)
    : PageCacheException(
        $"Writing back pages of '{spaceName}' failed: {inner?.Message ?? "see the first report"} "
        + "The pages are still dirty; flush again when the cause is mended.",
        inner)
{
    /// <summary>Name of the address space.</summary>
    public string SpaceName { get; } = spaceName;
}
