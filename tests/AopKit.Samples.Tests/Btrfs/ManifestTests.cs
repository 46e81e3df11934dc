using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;

using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>Every file of every image, on the contract's plain model.</summary>
public sealed class ManifestTests
{
    public static TheoryData<string, int> SmallImagesAndPageSizes()
    {
        var cases = new TheoryData<string, int>();
        foreach (string image in BundledImages.NamesOf("btrfs-").Where(static name => !name.Contains("many")))
        {
            foreach (int pageSize in new[] { 4096, 16384, 65536 })
            {
                cases.Add(image, pageSize);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(SmallImagesAndPageSizes))]
    public void Image_EachPageSize_ReadsAsItsManifestSays(string image, int pageSize)
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf(image));
        var spaces = new ModelSpaces(pageSize);
        using (BtrfsFileSystem files = BtrfsFileSystem.Open(device, spaces))
        {
            Assert.NotEqual(0, ManifestCheck.AssertEqual(files, ManifestEntry.Of(image)));
        }

        spaces.AssertContractKept();
    }
}
