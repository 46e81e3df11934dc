using AopKit.Samples.Devices;

namespace AopKit.Samples.Lab.Measures;

/// <summary>
/// A device that counts the bytes that it delivers a second time, by a bit per sector: the work that forgetting makes.
/// </summary>
/// <param name="inner">The device that does the work. It is not disposed with this one: runs share it.</param>
internal sealed class RereadMeter(IDevice inner) : IDevice
{
    private const int SectorBytes = 512;
    private const int BitsPerWord = 64;

    private readonly ulong[] _seen = new ulong[inner.Length / SectorBytes / BitsPerWord + 1];
    private long _bytesReread;

    /// <inheritdoc/>
    public long Length => inner.Length;

    /// <inheritdoc/>
    public bool CanWrite => inner.CanWrite;

    /// <summary>Bytes delivered, in whole sectors, that had been delivered before.</summary>
    public long BytesReread => Interlocked.Read(ref _bytesReread);

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination)
    {
        inner.Read(offset, destination);
        if (destination.IsEmpty)
        {
            return;
        }

        long last = (offset + destination.Length - 1) / SectorBytes;
        for (long sector = offset / SectorBytes; sector <= last; sector++)
        {
            ulong bit = 1UL << (int)(sector % BitsPerWord);
            if ((Interlocked.Or(ref _seen[sector / BitsPerWord], bit) & bit) != 0)
            {
                Interlocked.Add(ref _bytesReread, SectorBytes);
            }
        }
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source) => inner.Write(offset, source);

    /// <inheritdoc/>
    public void Flush() => inner.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
