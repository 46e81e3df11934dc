using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>A device that refuses to write while <see cref="Fails"/> is set.</summary>
internal sealed class FaultyDevice(IDevice inner) : IDevice
{
    public bool Fails { get; set; }

    public long Length => inner.Length;

    public bool CanWrite => inner.CanWrite;

    public void Read(long offset, Span<byte> destination) => inner.Read(offset, destination);

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        if (Fails)
        {
            throw new IOException("The medium refused.");
        }

        inner.Write(offset, source);
    }

    public void Flush() => inner.Flush();

    public void Dispose() => inner.Dispose();
}
