using AopKit.Lifetimes;

namespace AopKit;

/// <summary>One page of a <see cref="WriteBatch{T}"/>: its bytes and its metadata, to be read only.</summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public readonly ref struct WritePage<T>
    where T : class
{
    /// <summary>Makes one, for engines and for tests of a client.</summary>
    /// <param name="index">The page's index.</param>
    /// <param name="bytes">The page's bytes.</param>
    /// <param name="metadata">The page's metadata, or null.</param>
    public WritePage(PageIndex index, ReadOnlySpan<byte> bytes, T? metadata)
    {
        Index = index;
        Bytes = bytes;
        Metadata = metadata;
    }

    /// <summary>The page's index.</summary>
    public PageIndex Index { get; }

    /// <summary>The bytes to write; length is the page size.</summary>
    [ViewOf("this")]
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The client's metadata, or null.</summary>
    [AttachedMetadata]
    [Borrowed]
    [ViewOf("this")]
    public T? Metadata { get; }
}
