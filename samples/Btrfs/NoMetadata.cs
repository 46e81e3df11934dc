namespace AopKit.Samples.Btrfs;

/// <summary>
/// The metadata type of spaces that attach none: pages of file content need no more than their bytes.
/// </summary>
public sealed class NoMetadata
{
    private NoMetadata()
    {
    }
}
