using System.Text;

namespace AopKit.Samples.Btrfs;

/// <summary>A name in a directory.</summary>
/// <param name="NameBytes">The name as it is on the device: any bytes but zero and a slash.</param>
/// <param name="Target">What it stands for.</param>
/// <param name="Kind">The type that the directory gives for it.</param>
public sealed record DirectoryEntry(ReadOnlyMemory<byte> NameBytes, InodeId Target, FileKind Kind)
{
    /// <summary>The name as text; bytes that are no UTF-8 become replacement characters.</summary>
    public string Name => Encoding.UTF8.GetString(NameBytes.Span);
}
