namespace AopKit;

/// <summary>A run of pages: <see cref="First"/> and the <see cref="Count"/> - 1 after it.</summary>
/// <param name="First">The first page.</param>
/// <param name="Count">How many pages; 0 or more.</param>
public readonly record struct PageRange(PageIndex First, long Count)
{
    /// <summary>The first page after the run (exclusive end).</summary>
    public PageIndex End => First + Count;

    /// <summary><c>[first..end)</c>, in pages.</summary>
    public override string ToString() => $"[{First}..{End})";
}
