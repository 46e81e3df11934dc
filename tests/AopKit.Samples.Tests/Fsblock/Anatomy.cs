using System.Buffers.Binary;
using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>Finds structures of an image by reading the device, so that a test can damage just them.</summary>
internal sealed class Anatomy
{
    private readonly IDevice _device;

    public Anatomy(IDevice device)
    {
        _device = device;
        Shape = SuperblockReader.Read(Read(Superblock.Offset, Superblock.Length), device.Length);
    }

    public Superblock Shape { get; }

    /// <summary>Where an inode lies.</summary>
    public long InodeAt(uint number)
    {
        uint group = (number - 1) / Shape.InodesPerGroup;
        return Shape.OffsetOf(Group(group).InodeTable) + (number - 1) % Shape.InodesPerGroup * Shape.InodeSize;
    }

    /// <summary>Where one of an inode's fifteen pointers lies.</summary>
    public long PointerAt(uint inode, int pointer) => InodeAt(inode) + InodeRecord.PointersOffset + pointer * 4;

    public GroupDescriptor Group(uint group) =>
        GroupDescriptor.Read(Read(Shape.DescriptorOffset(group), GroupDescriptor.Length), Shape, group);

    /// <summary>Where a directory's first block lies.</summary>
    public long FirstBlockAt(uint inode) => Shape.OffsetOf(Word(PointerAt(inode, 0)));

    public uint Word(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(Read(offset, 4));

    public void SetWord(long offset, uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _device.Write(offset, bytes);
    }

    public void SetHalf(long offset, ushort value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        _device.Write(offset, bytes);
    }

    /// <summary>The number of the inode that a path names.</summary>
    public uint InodeOf(string path)
    {
        using PageCache cache = TestCache.Of(64, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(_device, cache);
        return fileSystem.Lookup(path).Number;
    }

    /// <summary>
    /// The blocks that hold structures: superblock, descriptors, inodes in use, directories, indirect blocks.
    /// </summary>
    public List<long> MetadataBlocks()
    {
        var blocks = new List<long> { Superblock.Offset / Shape.BlockSize, Shape.FirstDataBlock + 1 };
        using PageCache cache = TestCache.Of(64, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(_device, cache);
        foreach (Ext2Inode inode in fileSystem.EnumerateTree().Select(static entry => entry.Inode))
        {
            blocks.Add(InodeAt(inode.Number) / Shape.BlockSize);
            if (inode.Type == Ext2FileType.Directory)
            {
                blocks.Add(Word(PointerAt(inode.Number, 0)));
            }

            if (inode.Type == Ext2FileType.Regular)
            {
                blocks.AddRange(Enumerable.Range(12, 3)
                    .Select(pointer => (long)Word(PointerAt(inode.Number, pointer))).Where(static block => block != 0));
            }
        }

        return blocks;
    }

    private byte[] Read(long offset, int count)
    {
        byte[] bytes = new byte[count];
        _device.Read(offset, bytes);
        return bytes;
    }
}
