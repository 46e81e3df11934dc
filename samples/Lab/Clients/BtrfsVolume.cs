using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Lab.Clients;

/// <summary>A btrfs file system that is open for a run.</summary>
internal sealed class BtrfsVolume : ILabVolume
{
    private readonly BtrfsClient _client;
    private readonly BtrfsFileSystem _system;
    private readonly bool _isPinning;

    // The tree space must not be replaced while somebody uses it.
    private readonly ReaderWriterLockSlim _tree = new();

    public BtrfsVolume(BtrfsClient client, IDevice device, VolumeOptions options)
    {
        _client = client;
        _isPinning = options.Row.Placement == Placement.Pinned;
        _system = BtrfsFileSystem.Open(device, options.Cache, new BtrfsOptions
        {
            Placement = options.Row.Placement,
            ReleaseProtocol = options.Row.Protocol,
            RemoveNotification = options.Row.Notice,
            Observer = options.Facts,
            PinnedMarkLimit = int.MaxValue,
        });
    }

    public int FileCount => _client.Files.Count;

    public int UnitCount => _client.Leaves.Count;

    public bool ReadFile(int file)
    {
        LabFile<InodeId> wanted = _client.Files[file];
        byte[] content = new byte[wanted.Length];
        _tree.EnterReadLock();
        try
        {
            using BtrfsFile opened = _system.OpenFile(wanted.Id);
            return opened.Read(0, content) == content.Length && wanted.Holds(content);
        }
        finally
        {
            _tree.ExitReadLock();
        }
    }

    public int Walk(int unit)
    {
        _tree.EnterReadLock();
        try
        {
            return (int)_system.WalkLeaves(_client.Leaves[unit].Position, 1).ChangedCount;
        }
        finally
        {
            _tree.ExitReadLock();
        }
    }

    public void Consume(int unit)
    {
        _tree.EnterReadLock();
        try
        {
            _system.ConsumeMarks(_client.Leaves[unit].Position, 1);
        }
        finally
        {
            _tree.ExitReadLock();
        }
    }

    public IDisposable Hold(int unit) => new HeldPage<TreeMetadata>(_system.Tree, PageOf(unit).Index);

    public PageAddress PageOf(int unit) =>
        new(_system.Tree, _system.PagesOfBlock(_client.Leaves[unit].Address).First);

    public void ReadAhead(int unit) => _system.Tree.Prefetch(_system.PagesOfBlock(_client.Leaves[unit].Address));

    public void CloseSpaceOf(int unit)
    {
        if (_isPinning)
        {
            return;
        }

        _tree.EnterWriteLock();
        try
        {
            _system.DropIdleFiles();
            _system.RecycleTree();
        }
        finally
        {
            _tree.ExitWriteLock();
        }
    }

    public void Rewrite(int unit) => throw new NotSupportedException("The btrfs client only reads.");

    public void Dispose()
    {
        _system.Dispose();
        _tree.Dispose();
    }
}
