using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Devices;

/// <summary>
/// Changes bytes of an image without touching it: writes land in small patches that later reads see on top. The test's
/// way to damage an image, and to share one read-only image between tests.
/// </summary>
internal sealed class OverlayDevice(IDevice inner) : IDevice
{
    private readonly List<(long Offset, byte[] Bytes)> _patches = [];

    public long Length => inner.Length;

    public bool CanWrite => true;

    public void Read(long offset, Span<byte> destination)
    {
        inner.Read(offset, destination);
        foreach ((long patchOffset, byte[] bytes) in _patches)
        {
            long from = Math.Max(offset, patchOffset);
            long to = Math.Min(offset + destination.Length, patchOffset + bytes.Length);
            if (from < to)
            {
                bytes.AsSpan((int)(from - patchOffset), (int)(to - from)).CopyTo(destination[(int)(from - offset)..]);
            }
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        DeviceRange.ThrowIfOutside(Length, offset, source.Length);
        _patches.Add((offset, source.ToArray()));
    }

    /// <summary>Forgets all changes.</summary>
    public void Clear() => _patches.Clear();

    public void Flush()
    {
    }

    public void Dispose() => inner.Dispose();
}
