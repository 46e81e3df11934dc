using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;
using AopKit.Samples.Fsblock.Mapping;
using AopKit.Samples.Fsblock.Volume;

namespace AopKit.Samples.Fsblock.Files;

/// <summary>Reads directories block by block. Hash trees look like unused entries and are passed over.</summary>
internal sealed class DirectoryReader(Superblock superblock, InodeTable inodes, BlockMapper mapper)
{
    /// <summary>How many blocks a directory has.</summary>
    public long BlocksOf(InodeNode directory) => directory.Record.Size / superblock.BlockSize;

    /// <summary>The entries of one block of a directory.</summary>
    /// <exception cref="ImageCorruptException">The block is missing, or an entry breaks a rule.</exception>
    public List<Ext2Entry> ReadBlock(InodeNode directory, long fileBlock)
    {
        var read = new List<Ext2Entry>();
        Span<byte> bytes = stackalloc byte[superblock.BlockSize];
        DirectoryBlock entries = Open(directory, fileBlock, bytes);
        while (entries.MoveNext())
        {
            read.Add(new Ext2Entry(entries.Inode, entries.Name.ToArray()));
        }

        return read;
    }

    /// <summary>The inode that a name stands for in a directory, or null.</summary>
    /// <exception cref="ImageCorruptException">A block is missing, or an entry breaks a rule.</exception>
    public uint? Find(InodeNode directory, ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = stackalloc byte[superblock.BlockSize];
        for (long block = 0; block < BlocksOf(directory); block++)
        {
            DirectoryBlock entries = Open(directory, block, bytes);
            while (entries.MoveNext())
            {
                if (entries.Name.SequenceEqual(name))
                {
                    return entries.Inode;
                }
            }
        }

        return null;
    }

    private DirectoryBlock Open(InodeNode directory, long fileBlock, Span<byte> bytes)
    {
        Extent extent = mapper.Find(directory, fileBlock);
        if (extent.IsHole)
        {
            throw new ImageCorruptException(
                $"inode {directory.Number}", inodes.OffsetOf(directory.Number),
                $"block {fileBlock} of a directory must not be a hole");
        }

        directory.Blocks.Read(fileBlock * superblock.BlockSize, bytes);
        return new DirectoryBlock(bytes, superblock, superblock.OffsetOf(extent.DiskBlock));
    }
}
