using AopKit.Samples.Devices;
using AopKit.Samples.Lab.Measures;

namespace AopKit.Samples.Tests.Lab.Measures;

public sealed class RereadMeterTests
{
    [Fact]
    public void Read_CountsOnlyWhatWasReadBefore()
    {
        using var meter = new RereadMeter(new ZeroDevice());
        byte[] buffer = new byte[2048];

        meter.Read(0, buffer.AsSpan(0, 1024));
        Assert.Equal(0, meter.BytesReread);
        meter.Read(512, buffer);

        Assert.Equal(512, meter.BytesReread);
    }

    [Fact]
    public void Scratch_ReadsBackWhatWasWritten_AndLeavesTheImageAlone()
    {
        var image = new ZeroDevice();
        using var scratch = new ScratchDevice(image);
        byte[] written = [.. Enumerable.Repeat((byte)7, 5000)];
        byte[] read = new byte[8192];

        scratch.Write(4000, written);
        scratch.Read(2000, read);

        Assert.Equal(5000, read.Count(static value => value == 7));
        Assert.Equal(7, read[2000]);
        Assert.Equal(0, read[1999]);
    }

    private sealed class ZeroDevice : IDevice
    {
        public long Length => 16384;

        public bool CanWrite => false;

        public void Read(long offset, Span<byte> destination) => destination.Clear();

        public void Write(long offset, ReadOnlySpan<byte> source) =>
            throw new NotSupportedException("Nobody may write.");

        public void Flush() => throw new NotSupportedException("Nobody may write.");

        public void Dispose()
        {
        }
    }
}
