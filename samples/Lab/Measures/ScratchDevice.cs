using AopKit.Samples.Devices;

namespace AopKit.Samples.Lab.Measures;

/// <summary>
/// Lets a run write to an image that other runs share: blocks that are written live in memory and are read from there.
/// </summary>
/// <param name="inner">The image. It is neither written nor disposed.</param>
internal sealed class ScratchDevice(IDevice inner) : IDevice
{
    private const int BlockBytes = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, byte[]> _written = [];

    /// <inheritdoc/>
    public long Length => inner.Length;

    /// <inheritdoc/>
    public bool CanWrite => true;

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination)
    {
        inner.Read(offset, destination);
        lock (_gate)
        {
            if (_written.Count > 0)
            {
                Overlay(offset, destination);
            }
        }
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        DeviceRange.ThrowIfOutside(Length, offset, source.Length);
        lock (_gate)
        {
            while (!source.IsEmpty)
            {
                byte[] block = BlockAt(offset / BlockBytes);
                int start = (int)(offset % BlockBytes);
                int count = Math.Min(BlockBytes - start, source.Length);
                source[..count].CopyTo(block.AsSpan(start));
                source = source[count..];
                offset += count;
            }
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Overlay(long offset, Span<byte> destination)
    {
        for (int done = 0; done < destination.Length;)
        {
            int start = (int)((offset + done) % BlockBytes);
            int count = Math.Min(BlockBytes - start, destination.Length - done);
            if (_written.TryGetValue((offset + done) / BlockBytes, out byte[]? block))
            {
                block.AsSpan(start, count).CopyTo(destination[done..]);
            }

            done += count;
        }
    }

    private byte[] BlockAt(long number)
    {
        if (!_written.TryGetValue(number, out byte[]? block))
        {
            block = new byte[BlockBytes];
            long offset = number * BlockBytes;
            inner.Read(offset, block.AsSpan(0, (int)Math.Min(BlockBytes, Length - offset)));
            _written.Add(number, block);
        }

        return block;
    }
}
