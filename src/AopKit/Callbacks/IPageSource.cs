namespace AopKit.Callbacks;

/// <summary>Where a batch finds the bytes and the metadata of its pages.</summary>
internal interface IPageSource
{
    Span<byte> GetBytes(PageHandle page);

    ref object? GetMetadata(PageHandle page);
}
