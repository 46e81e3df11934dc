using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>A device that was opened for reading only, whatever it is made from.</summary>
internal sealed class ReadOnlyDevice(IDevice inner) : IDevice
{
    public long Length => inner.Length;

    public bool CanWrite => false;

    public void Read(long offset, Span<byte> destination) => inner.Read(offset, destination);

    public void Write(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException("Read-only.");

    public void Flush() => throw new NotSupportedException("Read-only.");

    public void Dispose() => inner.Dispose();
}
