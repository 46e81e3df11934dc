namespace AopKit;

/// <summary>An address space was disposed while pages could not be written: they are gone (E12).</summary>
public sealed class UnwrittenPagesException : PageCacheException
{
    private const int RangesInMessage = 8;

    /// <summary>Makes one.</summary>
    /// <param name="spaceName">Name of the address space.</param>
    /// <param name="ranges">The pages that are gone, in order.</param>
    /// <param name="inner">What the client's write threw last.</param>
    public UnwrittenPagesException(string spaceName, IReadOnlyList<PageRange> ranges, Exception? inner)
        : base(Describe(spaceName, ranges, inner), inner)
    {
        SpaceName = spaceName;
        Ranges = ranges;
    }

    /// <summary>Name of the address space.</summary>
    public string SpaceName { get; }

    /// <summary>The pages that are gone, in order.</summary>
    public IReadOnlyList<PageRange> Ranges { get; }

    /// <summary>How many pages are gone.</summary>
    public long PageCount => Ranges.Sum(range => range.Count);

    private static string Describe(string spaceName, IReadOnlyList<PageRange> ranges, Exception? inner)
    {
        string shown = string.Join(", ", ranges.Take(RangesInMessage));
        string more = ranges.Count > RangesInMessage ? $" and {ranges.Count - RangesInMessage} more ranges" : "";
        return $"Address space '{spaceName}' was disposed while {ranges.Sum(range => range.Count)} dirty pages "
            + $"could not be written; they are lost: {shown}{more}. The last write failed with: {inner?.Message}";
    }
}
