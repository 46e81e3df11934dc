using System.Text;

namespace AopKit.Samples.Fsblock;

/// <summary>One file, directory or node in the tree of names.</summary>
/// <param name="PathBytes">Its path as it lies in the image, without a leading slash.</param>
/// <param name="Inode">What it is.</param>
public sealed record Ext2TreeEntry(ReadOnlyMemory<byte> PathBytes, Ext2Inode Inode)
{
    /// <summary>The path as text; bytes that are no UTF-8 show as U+FFFD.</summary>
    public string Path => Encoding.UTF8.GetString(PathBytes.Span);
}
