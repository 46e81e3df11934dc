using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>
/// The mapping tree ends with the address space, or is kept until the inode comes back or memory is short.
/// </summary>
public sealed class MappingLifetimeTests : IDisposable
{
    private const string Path = "frag0.bin";

    private readonly CountingDevice _device = new(ImageFile.Open(BundledImages.PathOf("ext2-b1024-indirect")));
    private readonly PageCache _cache = TestCache.Of(64, 4096);
    private readonly FactCounter _facts = new();

    public void Dispose()
    {
        _cache.Dispose();
        _device.Dispose();
    }

    [Fact]
    public void Mapping_KeptBeyondTheInode_AnswersWhenItComesBack()
    {
        using Ext2FileSystem fileSystem = Open(keepMappings: true);
        ReadAll(fileSystem);
        fileSystem.CloseIdleInodes();
        Assert.True(fileSystem.Statistics.KeptExtentCount > 0);
        Assert.Equal(0, _facts.MappingHitsAfterReturn);

        ReadAll(fileSystem);

        Assert.True(_facts.MappingHitsAfterReturn > 0);
    }

    [Fact]
    public void Mapping_NotKept_EndsInRelease()
    {
        using Ext2FileSystem fileSystem = Open(keepMappings: false);
        ReadAll(fileSystem);
        fileSystem.CloseIdleInodes();
        ReadAll(fileSystem);

        Assert.Equal(0, _facts.MappingHitsAfterReturn);
        Assert.Equal(0, fileSystem.Statistics.KeptExtentCount);
    }

    [Fact]
    public void Shrinker_UnderPressure_TakesKeptMappings()
    {
        using Ext2FileSystem fileSystem = Open(keepMappings: true);
        ReadAll(fileSystem);
        fileSystem.CloseIdleInodes();

        _cache.Shrink();

        Assert.Equal(0, fileSystem.Statistics.KeptExtentCount);
    }

    [Fact]
    public void IdleSpace_OfferedForReclaim_IsReleasedAndComesBack()
    {
        using Ext2FileSystem fileSystem = Open(keepMappings: true);
        byte[] before = ReadAll(fileSystem);
        AddressSpace<PageBlocks> space;
        using (Ext2File file = fileSystem.OpenFile(Path))
        {
            space = file.Space;
            space.Discard();
            Assert.Equal(ReleaseOutcome.Kept, space.TryRelease());
        }

        Assert.Equal(ReleaseOutcome.Released, space.TryRelease());

        Assert.Equal(before, ReadAll(fileSystem));
        Assert.True(_facts.MappingHitsAfterReturn > 0);
    }

    private Ext2FileSystem Open(bool keepMappings) =>
        Ext2FileSystem.Open(_device, _cache, new Ext2Options { KeepMappings = keepMappings, Observer = _facts });

    private static byte[] ReadAll(Ext2FileSystem fileSystem)
    {
        using Ext2File file = fileSystem.OpenFile(Path);
        byte[] content = new byte[file.Length];
        file.Read(0, content);
        return content;
    }
}
