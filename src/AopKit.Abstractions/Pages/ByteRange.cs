using AopKit.Lifetimes;

namespace AopKit;

/// <summary>A part of one page, in bytes: what <see cref="IInvalidatePage{T}"/> is told.</summary>
/// <remarks>
/// It carries the page size, because whether it is the whole page needs both ends: a test of the start alone has cost a
/// file system its data (contract E9, rule AOP4007).
/// </remarks>
[PageRange(nameof(Start), nameof(Length), nameof(IsWholePage))]
public readonly record struct ByteRange
{
    /// <summary>Makes a range within a page.</summary>
    /// <param name="start">First byte, 0 to <paramref name="pageSize"/>.</param>
    /// <param name="length">Length in bytes; the range must end within the page.</param>
    /// <param name="pageSize">Page size in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the page.</exception>
    public ByteRange(int start, int length, int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, pageSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, pageSize - start);
        (Start, Length, PageSize) = (start, length, pageSize);
    }

    /// <summary>First byte of the range within the page.</summary>
    public int Start { get; }

    /// <summary>Length in bytes.</summary>
    public int Length { get; }

    /// <summary>Size of the page in bytes.</summary>
    public int PageSize { get; }

    /// <summary>The first byte after the range (exclusive end).</summary>
    public int End => Start + Length;

    /// <summary>Whether the range is the whole page: begins at 0 <em>and</em> is as long as the page.</summary>
    public bool IsWholePage => Start == 0 && Length == PageSize;

    /// <summary>The range that is a whole page.</summary>
    /// <param name="pageSize">Page size in bytes.</param>
    public static ByteRange Whole(int pageSize) => new(0, pageSize, pageSize);

    /// <summary><c>[start..end)</c>, in bytes.</summary>
    public override string ToString() => $"[{Start}..{End})";
}
