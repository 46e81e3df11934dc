using System.Buffers.Binary;
using AopKit.Samples.Btrfs;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Btrfs.Hostile;

/// <summary>
/// Changes tree blocks of an image and mends their checksums, so that what is looked at behind the checksum is tested.
/// It knows images without mirrors whose blocks lie where their logical addresses say, and pages of one block.
/// </summary>
internal sealed class ImageSurgeon : IDisposable
{
    private readonly OverlayDevice _device;

    public ImageSurgeon(string image)
    {
        _device = new OverlayDevice(ImageFile.Open(BundledImages.PathOf(image)));
        SuperBlock super = SuperBlockReader.Read(_device);
        NodeBytes = super.NodeBytes;
        RootTree = super.RootTree.Address;
        ChunkTree = super.ChunkTree.Address;
        Blocks = [.. FindBlocks()];
    }

    internal delegate void Edit(Span<byte> block);

    public int NodeBytes { get; }

    public long RootTree { get; }

    public long ChunkTree { get; }

    /// <summary>The addresses of all blocks that reading everything looks at.</summary>
    public IReadOnlyList<long> Blocks { get; }

    public void Dispose() => _device.Dispose();

    public byte[] Read(long address)
    {
        byte[] block = new byte[NodeBytes];
        _device.Read(address, block);
        return block;
    }

    /// <summary>The blocks of a tree at a level.</summary>
    public IEnumerable<long> Find(ulong owner, int level) => Blocks.Where(address =>
    {
        var block = new TreeBlock(new Structure(Read(address), "", address));
        return block.Owner == owner && block.Level == level;
    });

    /// <summary>The leaf and the place of the first item of a type for which a test holds.</summary>
    public (long Leaf, int DataAt) FindItem(byte type, Func<byte[], bool>? test = null)
    {
        foreach (long address in Blocks)
        {
            var block = new TreeBlock(new Structure(Read(address), "", address));
            for (int index = 0; block.IsLeaf && index < block.Count; index++)
            {
                Structure item = block.Item(index, "");
                if (block.Key(index).Type == type && (test is null || test(item.Bytes.ToArray())))
                {
                    return (address, (int)(item.Address - address));
                }
            }
        }

        throw new InvalidOperationException($"No such item of type {type} is in the image.");
    }

    /// <summary>The leaf and the place of the second of two neighbouring keys for which a test holds.</summary>
    public (long Leaf, int KeyAt) FindKeys(Func<BtrfsKey, BtrfsKey, bool> test)
    {
        foreach (long address in Blocks)
        {
            var block = new TreeBlock(new Structure(Read(address), "", address));
            for (int index = 1; block.IsLeaf && index < block.Count; index++)
            {
                if (test(block.Key(index - 1), block.Key(index)))
                {
                    return (address, TreeBlock.HeaderBytes + (index * TreeBlock.ItemBytes));
                }
            }
        }

        throw new InvalidOperationException("No such keys are in the image.");
    }

    /// <summary>Changes a block and mends its checksum.</summary>
    public void Change(long address, Edit edit)
    {
        byte[] block = Read(address);
        edit(block);
        BlockChecksum.Compute(ChecksumKind.Crc32C, block, block);
        _device.Write(address, block);
    }

    /// <summary>Changes bytes anywhere, and mends nothing.</summary>
    public void Write(long address, ReadOnlySpan<byte> bytes) => _device.Write(address, bytes);

    /// <summary>Forgets all changes.</summary>
    public void Heal() => _device.Clear();

    /// <summary>Opens the image and reads everything in it.</summary>
    public void ReadAll(IFactObserver? observer = null)
    {
        var options = new BtrfsOptions { Observer = observer ?? IFactObserver.Deaf };
        using BtrfsFileSystem files = BtrfsFileSystem.Open(_device, new ModelSpaces(NodeBytes), options);
        byte[] buffer = new byte[64 * 1024];
        foreach ((_, DirectoryEntry entry) in files.Walk())
        {
            BtrfsInode inode = files.GetInode(entry.Target);
            files.GetAttributes(inode.Id);
            if (inode.Kind == FileKind.SymbolicLink)
            {
                files.ReadLink(inode.Id);
            }
            else if (inode.Kind == FileKind.Regular)
            {
                // A damaged size may be anything below 2^63; the beginning of the file is enough.
                using BtrfsFile file = files.OpenFile(inode.Id);
                for (int part = 0; part < 64 && file.Read((long)part * buffer.Length, buffer) == buffer.Length; part++)
                {
                }
            }
        }

        files.WalkLeaves();
    }

    public static void Put64(Span<byte> block, int at, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(block[at..], value);

    public static void Put32(Span<byte> block, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(block[at..], value);

    private SortedSet<long> FindBlocks()
    {
        var observer = new BlockCollector(NodeBytes);
        ReadAll(observer);
        return observer.Blocks;
    }

    private sealed class BlockCollector(int nodeBytes) : IFactObserver
    {
        public SortedSet<long> Blocks { get; } = [];

        public void Attached(FactKey key, long bytes) => Blocks.Add(key.Index * nodeBytes);

        public void Ended(FactKey key, FactEnd end)
        {
        }

        public void Marked(FactKey key, long block)
        {
        }

        public void Unmarked(FactKey key, long block, FactEnd end)
        {
        }

        public void RemoveCallbackRan(FactKey key)
        {
        }

        public void MappingFound(bool afterReturn)
        {
        }
    }
}
