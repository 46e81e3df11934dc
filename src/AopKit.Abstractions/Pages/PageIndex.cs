namespace AopKit;

/// <summary>
/// The number of a page within its address space: byte offset divided by the cache's page size. Never negative.
/// </summary>
/// <remarks>
/// An own type, because an index, a count and a number of bytes are three things. Immutable, safe on any thread.
/// </remarks>
public readonly record struct PageIndex : IComparable<PageIndex>
{
    /// <summary>Makes an index.</summary>
    /// <param name="value">The page number, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative.</exception>
    public PageIndex(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Value = value;
    }

    /// <summary>The page number.</summary>
    public long Value { get; }

    /// <summary>The index of the page that holds a byte.</summary>
    /// <param name="offsetBytes">Offset of the byte in the address space.</param>
    /// <param name="pageSize">Page size in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative, or the page size is not
    /// positive.</exception>
    public static PageIndex FromOffset(long offsetBytes, int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offsetBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        return new PageIndex(offsetBytes / pageSize);
    }

    /// <summary>Offset in bytes of the page's first byte.</summary>
    /// <param name="pageSize">Page size in bytes.</param>
    /// <exception cref="OverflowException">The offset does not fit into 63 bits.</exception>
    public long ToOffset(int pageSize) => checked(Value * pageSize);

    /// <inheritdoc/>
    public int CompareTo(PageIndex other) => Value.CompareTo(other.Value);

    /// <summary>The page number in decimal.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Converts a page number.</summary>
    public static explicit operator PageIndex(long value) => new(value);

    /// <summary>The index that lies <paramref name="pageCount"/> pages further.</summary>
    public static PageIndex operator +(PageIndex index, long pageCount) => new(checked(index.Value + pageCount));

    /// <summary>The number of pages from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static long operator -(PageIndex left, PageIndex right) => left.Value - right.Value;

    /// <summary>Compares page numbers.</summary>
    public static bool operator <(PageIndex left, PageIndex right) => left.Value < right.Value;

    /// <summary>Compares page numbers.</summary>
    public static bool operator >(PageIndex left, PageIndex right) => left.Value > right.Value;

    /// <summary>Compares page numbers.</summary>
    public static bool operator <=(PageIndex left, PageIndex right) => left.Value <= right.Value;

    /// <summary>Compares page numbers.</summary>
    public static bool operator >=(PageIndex left, PageIndex right) => left.Value >= right.Value;
}
