using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock;

namespace AopKit.Samples.Lab.Clients;

/// <summary>An ext2 file system that is open for a run.</summary>
internal sealed class FsblockVolume : ILabVolume
{
    private readonly FsblockClient _client;
    private readonly Ext2FileSystem _system;
    private readonly bool _isPinning;

    public FsblockVolume(FsblockClient client, IDevice device, VolumeOptions options)
    {
        _client = client;
        _isPinning = options.Row.Placement == Placement.Pinned;
        _system = Ext2FileSystem.Open(device, options.Cache, new Ext2Options
        {
            Placement = options.Row.Placement,
            ReleaseProtocol = options.Row.Protocol,
            RemoveNotification = options.Row.Notice,
            Observer = options.Facts,
            PinnedMarkLimit = int.MaxValue,

            // Who keeps facts beyond the inode keeps its mapping too. Inodes go when a workload says so, and not
            // before.
            KeepMappings = options.Row.Placement == Placement.BlockTable,
            IdleInodeLimit = int.MaxValue,
            Reclaimable = false,
        });
    }

    public int FileCount => _client.Files.Count;

    public int UnitCount => _client.Blocks.Count;

    public bool ReadFile(int file)
    {
        LabFile<uint> wanted = _client.Files[file];
        byte[] content = new byte[wanted.Length];
        using Ext2File opened = _system.OpenFile(wanted.Id);
        return opened.Read(0, content) == content.Length && wanted.Holds(content);
    }

    public int Walk(int unit)
    {
        FileBlock block = _client.Blocks[unit];
        using Ext2File file = _system.OpenFile(block.Inode);
        if (block.ToBeMoved)
        {
            return file.Mark(block.Block) ? 1 : 0;
        }

        Span<byte> first = stackalloc byte[1];
        file.Read(block.Block * _system.BlockSize, first);
        return 0;
    }

    public void Consume(int unit)
    {
        FileBlock block = _client.Blocks[unit];
        using Ext2File file = _system.OpenFile(block.Inode);
        file.ConsumeMarks(PageIndex.FromOffset(block.Block * _system.BlockSize, file.Space.PageSize));
    }

    public IDisposable Hold(int unit)
    {
        using Ext2File file = OpenFileOf(unit);
        return new HeldPage<PageBlocks>(file.Space, IndexOf(unit, file));
    }

    public PageAddress PageOf(int unit)
    {
        using Ext2File file = OpenFileOf(unit);
        return new PageAddress(file.Space, IndexOf(unit, file));
    }

    public void ReadAhead(int unit)
    {
        using Ext2File file = OpenFileOf(unit);
        file.Space.Prefetch(new PageRange(IndexOf(unit, file), 1));
    }

    public void CloseSpaceOf(int unit)
    {
        if (!_isPinning)
        {
            _system.CloseIdleInodes();
        }
    }

    // As a store through a mapping does: the file system does not hear of it before writeback.
    public void Rewrite(int unit)
    {
        using Ext2File file = OpenFileOf(unit);
        using PagePin<PageBlocks> page = file.Space.Pin(IndexOf(unit, file));
        using PageWriter<PageBlocks> writer = page.BeginWrite();
        writer.Bytes[0] = page.Bytes[0];
    }

    public void Dispose() => _system.Dispose();

    private Ext2File OpenFileOf(int unit) => _system.OpenFile(_client.Blocks[unit].Inode);

    private PageIndex IndexOf(int unit, Ext2File file) =>
        PageIndex.FromOffset(_client.Blocks[unit].Block * _system.BlockSize, file.Space.PageSize);
}
