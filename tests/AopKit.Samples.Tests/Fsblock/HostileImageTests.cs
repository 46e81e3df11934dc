using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>
/// Damaged images: each ends in the one documented exception, and ends. The time-outs are no measurements; they only
/// turn a hang into a failure.
/// </summary>
public sealed class HostileImageTests : IDisposable
{
    private const int HangMilliseconds = 120_000;
    private const string File = "big/text-2m.txt";
    private const string Directory = "manyfiles";

    private readonly OverlayDevice _device = new(ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024")));
    private readonly Anatomy _anatomy;

    public HostileImageTests() => _anatomy = new Anatomy(_device);

    public void Dispose() => _device.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(1500)]
    [InlineData(2048)]
    [InlineData(1 << 20)]
    public void Image_CutOff_IsRefused(int length)
    {
        using var device = new CutDevice(ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024")), length);
        using PageCache cache = TestCache.Of(64, 4096);

        ImageCorruptException error =
            Assert.Throws<ImageCorruptException>(() => Ext2FileSystem.Open(device, cache));

        Assert.Equal("superblock", error.Structure);
    }

    [Fact]
    public void Descriptor_PointingOutside_IsNamed()
    {
        _anatomy.SetWord(_anatomy.Shape.DescriptorOffset(0) + 8, 0x7FFFFFFF);

        AssertBroken("group descriptor", _anatomy.Shape.DescriptorOffset(0));
    }

    [Fact]
    public void Root_ThatIsNoDirectory_IsNamed()
    {
        _anatomy.SetHalf(_anatomy.InodeAt(2), 0x81ED);

        AssertBroken("inode 2", _anatomy.InodeAt(2));
    }

    [Fact]
    public void DirectoryEntry_WithLengthZero_IsNamed()
    {
        long entry = _anatomy.FirstBlockAt(_anatomy.InodeOf(Directory)) + 24;
        _anatomy.SetHalf(entry + 4, 0);

        AssertBroken("directory entry", entry);
    }

    [Fact]
    public void Directory_InItself_IsNamed()
    {
        uint inode = _anatomy.InodeOf("deep/level00");
        _anatomy.SetWord(_anatomy.FirstBlockAt(inode) + 24, _anatomy.InodeOf("deep"));

        AssertBroken($"inode {_anatomy.InodeOf("deep")}", _anatomy.InodeAt(_anatomy.InodeOf("deep")));
    }

    [Fact]
    public void Directory_WithAHole_IsNamed()
    {
        uint inode = _anatomy.InodeOf(Directory);
        _anatomy.SetWord(_anatomy.PointerAt(inode, 1), 0);

        AssertBroken($"inode {inode}", _anatomy.InodeAt(inode));
    }

    [Theory]
    [InlineData(0, 12288u, "pointer to a block")]
    [InlineData(5, uint.MaxValue, "pointer to a block")]
    [InlineData(5, 1u, "pointer to a block")]
    [InlineData(12, 0xFFFFu, "pointer to an indirect block")]
    [InlineData(12, 3u, "pointer to an indirect block")]
    [InlineData(13, 12288u, "pointer to an indirect block")]
    public void Pointer_ToWhereNoFileMayLie_IsNamed(int pointer, uint value, string structure)
    {
        long address = _anatomy.PointerAt(_anatomy.InodeOf(File), pointer);
        _anatomy.SetWord(address, value);

        AssertBroken(structure, address);
    }

    [Fact]
    public void SlotOfIndirectBlock_Outside_IsNamedWithItsAddress()
    {
        uint indirect = _anatomy.Word(_anatomy.PointerAt(_anatomy.InodeOf(File), 12));
        long address = _anatomy.Shape.OffsetOf(indirect) + 40 * 4;
        _anatomy.SetWord(address, 0xDEADBEEF);

        AssertBroken("pointer to a block", address);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task IndirectBlock_FullOfItself_EndsTheWalk()
    {
        // Sixteen million blocks of a file, all of them the same one.
        uint inode = _anatomy.InodeOf(File);
        uint block = _anatomy.Word(_anatomy.PointerAt(inode, 12));
        for (int slot = 0; slot < 256; slot++)
        {
            _anatomy.SetWord(_anatomy.Shape.OffsetOf(block) + slot * 4, block);
        }

        _anatomy.SetWord(_anatomy.PointerAt(inode, 14), block);
        _anatomy.SetWord(_anatomy.InodeAt(inode) + 4, 0);
        _anatomy.SetWord(_anatomy.InodeAt(inode) + 108, 4);

        ImageCorruptException error = await Task.Run(() => WithFile(static file =>
            Assert.Throws<ImageCorruptException>(() => file.WalkBlocks())));

        Assert.Contains("more blocks than the file system", error.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_OfAFileWhoseBlockIsFreeAlready_IsNamedAndEndsWriting()
    {
        uint block = _anatomy.Word(_anatomy.PointerAt(_anatomy.InodeOf(File), 3));
        long bit = _anatomy.Shape.OffsetOf(_anatomy.Group(_anatomy.Shape.GroupOf(block)).BlockBitmap)
            + (block - _anatomy.Shape.FirstBlockOf(_anatomy.Shape.GroupOf(block))) / 8;
        _device.Write(bit, [0]);

        WithFile(file =>
        {
            Assert.Equal("block bitmap", Assert.Throws<ImageCorruptException>(() => file.SetLength(0)).Structure);
            Assert.Throws<NotSupportedException>(() => file.Write(0, [1]));
            return file;
        });
    }

    [Fact]
    public void Write_WhenTheBitmapGivesAwayTheInodeTable_IsNamed()
    {
        for (uint group = 0; group < _anatomy.Shape.GroupCount; group++)
        {
            _device.Write(_anatomy.Shape.OffsetOf(_anatomy.Group(group).BlockBitmap), new byte[1024]);
        }

        WithFile(static file =>
        {
            file.SetLength(0);
            return file;
        }, "sparse/all-hole.bin");
        ImageCorruptException error = WithFile(
            static file => Assert.Throws<ImageCorruptException>(() => file.Write(0, new byte[2_000_000])),
            "sparse/all-hole.bin");

        Assert.Equal("block bitmap", error.Structure);
    }

    [Theory(Timeout = HangMilliseconds)]
    [MemberData(nameof(Seeds))]
    public async Task Image_WithRandomDamage_ThrowsOnlyWhatIsDocumented(int seed)
    {
        List<long> blocks = _anatomy.MetadataBlocks();
        var random = new Random(seed);
        for (int change = 0; change < 1 + seed % 12; change++)
        {
            long block = blocks[random.Next(blocks.Count)];
            long offset = block * 1024 + random.Next(256) * 4;
            _anatomy.SetWord(offset, random.Next(4) switch
            {
                0 => uint.MaxValue,
                1 => 0,
                2 => (uint)random.Next(20_000),
                _ => _anatomy.Word(offset) ^ (1u << random.Next(32)),
            });
        }

        await Task.Run(() => UseEverything(random));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    private static void Allow(Action use)
    {
        try
        {
            use();
        }
        catch (ImageCorruptException error)
        {
            Assert.False(string.IsNullOrEmpty(error.Structure) || string.IsNullOrEmpty(error.Rule));
        }
        catch (ImageUnsupportedException)
        {
            // A damaged feature word is no damage that anybody could see.
        }
    }

    private void UseEverything(Random random) => Allow(() =>
    {
        using PageCache cache = TestCache.Of(64, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(_device, cache);
        var inodes = new List<Ext2Inode>();
        Allow(() => inodes.AddRange(fileSystem.EnumerateTree().Select(static entry => entry.Inode)));
        foreach (Ext2Inode inode in inodes)
        {
            Allow(() => Use(fileSystem, inode, random));
        }
    });

    private static void Use(Ext2FileSystem fileSystem, Ext2Inode inode, Random random)
    {
        if (inode.Type == Ext2FileType.SymbolicLink)
        {
            fileSystem.ReadLink(inode.Number);
        }
        else if (inode.Type == Ext2FileType.Regular)
        {
            using Ext2File file = fileSystem.OpenFile(inode.Number);
            byte[] bytes = new byte[100_000];
            Allow(() => file.Read(0, bytes));
            Allow(() => file.Read(Math.Max(0, inode.Size - 5000), bytes));
            Allow(() => file.WalkBlocks());
            if (fileSystem.WriteObstacle is null && random.Next(4) == 0)
            {
                Allow(() => file.Write(random.Next(300_000), bytes.AsSpan(0, 20_000)));
            }

            if (fileSystem.WriteObstacle is null && random.Next(4) == 0)
            {
                Allow(() => file.SetLength(random.Next(100_000)));
            }
        }
    }

    private void AssertBroken(string structure, long address)
    {
        using PageCache cache = TestCache.Of(64, 4096);
        ImageCorruptException error = Assert.Throws<ImageCorruptException>(() =>
        {
            using Ext2FileSystem fileSystem = Ext2FileSystem.Open(_device, cache);
            fileSystem.WalkBlocks();
        });
        Assert.Equal(structure, error.Structure);
        Assert.InRange(error.Address, address, address + 127);
    }

    private T WithFile<T>(Func<Ext2File, T> use, string path = File)
    {
        using PageCache cache = TestCache.Of(64, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(_device, cache);
        using Ext2File file = fileSystem.OpenFile(path);
        return use(file);
    }

    private sealed class CutDevice(IDevice inner, long length) : IDevice
    {
        public long Length => length;

        public bool CanWrite => false;

        public void Read(long offset, Span<byte> destination)
        {
            DeviceRange.ThrowIfOutside(length, offset, destination.Length);
            inner.Read(offset, destination);
        }

        public void Write(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();

        public void Flush() => throw new NotSupportedException();

        public void Dispose() => inner.Dispose();
    }
}
