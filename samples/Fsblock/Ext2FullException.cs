namespace AopKit.Samples.Fsblock;

/// <summary>No block is free. What was written before stays written, and the file ends behind it.</summary>
/// <param name="writtenBytes">How much of what was to be written is in the file.</param>
/// <param name="wantedBytes">How much there was to write.</param>
public sealed class Ext2FullException(long writtenBytes, long wantedBytes)
    : IOException(
        $"The file system is full: {writtenBytes} of {wantedBytes} bytes were written. Truncate a file first.")
{
    /// <summary>How much of what was to be written is in the file.</summary>
    public long WrittenBytes { get; } = writtenBytes;
}
