using System.Text;

namespace AopKit.Samples.Fsblock;

/// <summary>One name in a directory.</summary>
/// <param name="Inode">The number of the inode that it names.</param>
/// <param name="NameBytes">The name as it lies in the image: 1 to 255 bytes, none of them 0 or a slash.</param>
public sealed record Ext2Entry(uint Inode, ReadOnlyMemory<byte> NameBytes)
{
    /// <summary>The name as text; bytes that are no UTF-8 show as U+FFFD.</summary>
    public string Name => Encoding.UTF8.GetString(NameBytes.Span);
}
