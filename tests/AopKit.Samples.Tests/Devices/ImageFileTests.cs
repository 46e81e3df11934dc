using System.IO.Compression;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Devices;

public sealed class ImageFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aopkit-devices-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(".img")]
    [InlineData(".gz")]
    [InlineData(".br")]
    public void Open_EachPacking_GivesTheSameBytes(string extension)
    {
        byte[] content = new byte[300_000];
        new Random(1).NextBytes(content.AsSpan(200_000, 50_000));

        using IDevice device = ImageFile.Open(Pack(content, extension));

        byte[] read = new byte[content.Length];
        device.Read(0, read);
        Assert.Equal(content.Length, device.Length);
        Assert.Equal(content, read);
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".br")]
    public void Open_DamagedStream_SaysWhichFile(string extension)
    {
        byte[] content = new byte[300_000];
        new Random(2).NextBytes(content);
        string path = Pack(content, extension);
        byte[] packed = File.ReadAllBytes(path);
        packed.AsSpan(0, 64).Fill(0xFF);
        File.WriteAllBytes(path, packed);

        Exception error = Assert.ThrowsAny<Exception>(() => ImageFile.Open(path));

        Assert.IsType<InvalidDataException>(error);
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_RangeOutside_IsRefused()
    {
        using IDevice device = ImageFile.Open(Pack(new byte[100], ".img"));

        Assert.Throws<ArgumentOutOfRangeException>(() => device.Read(90, new byte[11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Read(-1, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Read(long.MaxValue, new byte[1]));
    }

    [Fact]
    public void RawImage_OpenedForReading_CannotBeWritten()
    {
        using IDevice device = ImageFile.Open(Pack(new byte[100], ".img"));

        Assert.False(device.CanWrite);
        Assert.Throws<NotSupportedException>(() => device.Write(0, [1]));
    }

    [Fact]
    public void PackedImage_Written_ChangesTheCopyOnly()
    {
        string path = Pack(new byte[100], ".gz");
        using (IDevice device = ImageFile.Open(path))
        {
            device.Write(5, [7]);
            byte[] one = new byte[1];
            device.Read(5, one);
            Assert.Equal(7, one[0]);
        }

        using IDevice again = ImageFile.Open(path);
        byte[] read = new byte[1];
        again.Read(5, read);
        Assert.Equal(0, read[0]);
    }

    [Fact]
    public void CountingDevice_CountsCallsAndBytes()
    {
        using var device = new CountingDevice(ImageFile.Open(Pack(new byte[100], ".gz")));

        device.Read(0, new byte[10]);
        device.Read(50, new byte[20]);
        device.Write(0, new byte[5]);
        device.Flush();

        Assert.Equal((2, 30, 1, 5, 1),
            (device.Reads, device.BytesRead, device.Writes, device.BytesWritten, device.Flushes));
    }

    [Fact]
    public void BundledImages_HaveManifests()
    {
        IReadOnlyList<string> names = BundledImages.NamesOf("");

        Assert.NotEmpty(BundledImages.NamesOf("btrfs-"));
        Assert.NotEmpty(BundledImages.NamesOf("ext2-"));
        Assert.All(names, static name => Assert.NotEmpty(ManifestEntry.Of(name)));
    }

    private string Pack(byte[] content, string extension)
    {
        string path = Path.Combine(_folder, "image" + extension);
        using FileStream file = File.Create(path);
        using Stream packed = extension switch
        {
            ".gz" => new GZipStream(file, CompressionLevel.Fastest),
            ".br" => new BrotliStream(file, CompressionLevel.Fastest),
            _ => file,
        };
        packed.Write(content);
        return path;
    }
}
