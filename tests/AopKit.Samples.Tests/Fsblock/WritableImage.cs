using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>A copy of an image in a file of its own, which e2fsck can look at while nobody has it open.</summary>
internal sealed class WritableImage : IDisposable
{
    private WritableImage()
    {
    }

    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"aopkit-{Guid.NewGuid():N}.img");

    public static WritableImage OfBundled(string name)
    {
        var image = new WritableImage();
        using IDevice device = ImageFile.Open(BundledImages.PathOf(name));
        using FileStream file = File.Create(image.Path);
        byte[] buffer = new byte[64 * 1024];
        for (long offset = 0; offset < device.Length; offset += buffer.Length)
        {
            int count = (int)Math.Min(buffer.Length, device.Length - offset);
            device.Read(offset, buffer.AsSpan(0, count));
            file.Write(buffer, 0, count);
        }

        return image;
    }

    /// <summary>An image that mke2fs makes.</summary>
    public static WritableImage Made(long lengthBytes, params string[] arguments)
    {
        var image = new WritableImage();
        using (FileStream file = File.Create(image.Path))
        {
            file.SetLength(lengthBytes);
        }

        (int exitCode, string output) = Tool.Run("mke2fs", ["-q", "-F", .. arguments, image.Path]);
        Assert.True(exitCode == 0, output);
        return image;
    }

    public FileDevice OpenDevice() => new(Path, FileAccess.ReadWrite);

    /// <summary>Fails, with what e2fsck printed, unless it finds nothing to mend.</summary>
    public void AssertClean()
    {
        (int exitCode, string output) = Tool.Run("e2fsck", "-fn", Path);
        Assert.True(exitCode == 0, output);
    }

    public void Dispose() => File.Delete(Path);
}
