using System.Text;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock.Blocks;
using AopKit.Samples.Fsblock.Files;
using AopKit.Samples.Fsblock.Format;
using AopKit.Samples.Fsblock.Volume;

namespace AopKit.Samples.Fsblock;

/// <summary>
/// An ext2 image, opened through a page cache: one address space for its metadata, one for each inode that is in use.
/// Nothing of the image is held outside the cache but what the open inodes need.
/// </summary>
/// <remarks>
/// <para>Thread-safe. Operations that change the image exclude all others; the rest run together.</para>
/// <para>Whatever the image holds is checked before it is used: what breaks a rule throws
/// <see cref="ImageCorruptException"/> and nothing else.</para>
/// </remarks>
public sealed partial class Ext2FileSystem : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Ext2Options _options;
    private readonly IDevice _device;
    private readonly BlockCounters _counters = new();
    private readonly List<TableCharge> _tables = [];
    private readonly Superblock _superblock;
    private readonly BlockTable? _table;
    private readonly Mapping.MappingTable? _mappings;
    private readonly SpaceFactory _spaces;
    private readonly DeviceContent _deviceContent;
    private readonly MetadataSpace _metadata;
    private readonly InodeTable _inodes;
    private readonly SuperblockFields _fields;
    private readonly BlockMapper _mapper;
    private readonly DirectoryReader _directories;
    private readonly BlockWalker _walker;
    private readonly FileWriter _writer;
    private readonly NodeTable _nodes;
    private bool _disposed;

    private Ext2FileSystem(IDevice device, PageCache cache, Ext2Options options)
    {
        _options = options;
        _device = device;
        _superblock = SpaceFactory.ReadSuperblock(cache, device, _counters);
        _table = options.Placement == Placement.BlockTable ? new BlockTable(options.Observer) : null;
        _mappings = options.KeepMappings ? new Mapping.MappingTable() : null;
        var transfer = new BlockTransfer(device, _superblock.BlockSize, _counters);
        _spaces = new SpaceFactory(cache, transfer, options, _table);
        _deviceContent = new DeviceContent(_superblock.BlockCount);
        _metadata = new MetadataSpace(_spaces.Make(_deviceContent, "ext2 metadata"), _superblock.BlockSize);
        var groups = new GroupTable(_superblock, _metadata);
        _inodes = new InodeTable(_superblock, _metadata, groups);
        _fields = new SuperblockFields(_superblock, _metadata);
        _mapper = new BlockMapper(_superblock, _metadata, groups, _inodes, options.Observer);
        _directories = new DirectoryReader(_superblock, _inodes, _mapper);
        _walker = new BlockWalker(_superblock, _inodes, _mapper);
        var allocator = new BlockAllocator(_superblock, _metadata, groups, _fields);
        var tree = new BlockTree(_superblock, _metadata, allocator, _mapper);
        _writer = new FileWriter(_superblock, _inodes, _mapper, tree, _fields, options.Time);
        _nodes = new NodeTable(options.IdleInodeLimit);
        Register(cache, _table, "ext2 block states");
        Register(cache, _mappings, "ext2 mapping trees");
    }

    /// <summary>Bytes of a block of this image.</summary>
    public int BlockSize => _superblock.BlockSize;

    /// <summary>The inode of the root directory.</summary>
    public uint RootInode => Superblock.RootInode;

    /// <summary>The pages of bitmaps, descriptors, inodes and indirect blocks.</summary>
    public AddressSpace<PageBlocks> MetadataSpace => _metadata.Space;

    /// <summary>What was asked of the device, and what is remembered.</summary>
    public Ext2Statistics Statistics => new(
        _counters.Fills,
        _counters.Reads,
        _nodes.Snapshot().Count,
        _mappings?.Count(new ShrinkContext(Priority: 0, MayBlock: false, MayEnterFileSystem: false)) ?? 0);

    /// <summary>Opens an image.</summary>
    /// <param name="device">The device. It stays the caller's, and must outlive the file system.</param>
    /// <param name="cache">Where the pages live.</param>
    /// <param name="options">Placement, protocols and more; null: the defaults.</param>
    /// <exception cref="ImageCorruptException">The superblock or the root directory breaks a rule.</exception>
    /// <exception cref="ImageUnsupportedException">
    /// The image has a feature that this client does not know; it is named.
    /// </exception>
    public static Ext2FileSystem Open(IDevice device, PageCache cache, Ext2Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(cache);
        var opened = new Ext2FileSystem(device, cache, options ?? new Ext2Options());
        try
        {
            opened.CheckRoot();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>What the file system knows of an inode.</summary>
    /// <param name="inode">Its number, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such inode.</exception>
    /// <exception cref="ImageCorruptException">It breaks a rule, or is not in use.</exception>
    public Ext2Inode GetInode(uint inode)
    {
        using NodeUse use = Use(inode);
        return Describe(use.Node);
    }

    /// <summary>Finds a file by its path from the root. Links are not followed.</summary>
    /// <param name="path">Names with slashes between them; encoded as UTF-8.</param>
    /// <exception cref="FileNotFoundException">There is no such name.</exception>
    /// <exception cref="ImageCorruptException">A directory on the way breaks a rule.</exception>
    public Ext2Inode Lookup(string path) => Lookup(Encoding.UTF8.GetBytes(path));

    /// <inheritdoc cref="Lookup(string)"/>
    public Ext2Inode Lookup(ReadOnlySpan<byte> path)
    {
        uint inode = RootInode;
        foreach (Range range in path.Split((byte)'/'))
        {
            ReadOnlySpan<byte> name = path[range];
            if (!name.IsEmpty)
            {
                inode = FindIn(inode, name) ?? throw new FileNotFoundException(
                    $"'{Encoding.UTF8.GetString(path)}' is not in the image: no '{Encoding.UTF8.GetString(name)}'.");
            }
        }

        return GetInode(inode);
    }

    /// <summary>Opens a regular file.</summary>
    /// <param name="inode">Its number.</param>
    /// <exception cref="ArgumentException">The inode is no regular file.</exception>
    public Ext2File OpenFile(uint inode)
    {
        InodeNode node = Acquire(inode);
        if (node.Record.Type == Ext2FileType.Regular)
        {
            return new Ext2File(this, node);
        }

        Release(node);
        throw new ArgumentException($"Inode {inode} is no regular file but a {node.Record.Type}.", nameof(inode));
    }

    /// <summary>Opens a regular file by its path; see <see cref="Lookup(string)"/>.</summary>
    public Ext2File OpenFile(string path) => OpenFile(Lookup(path).Number);

    /// <summary>The target of a symbolic link, as it lies in the image.</summary>
    /// <param name="inode">The link's number.</param>
    /// <exception cref="ArgumentException">The inode is no symbolic link.</exception>
    public byte[] ReadLink(uint inode)
    {
        using NodeUse use = Use(inode);
        InodeRecord record = use.Node.Record;
        if (record.Type != Ext2FileType.SymbolicLink)
        {
            throw new ArgumentException($"Inode {inode} is no symbolic link but a {record.Type}.", nameof(inode));
        }

        byte[] target = new byte[record.Size];
        if (record.IsFastLink(BlockSize))
        {
            record.CopyFastLink(target);
        }
        else
        {
            Read(use.Node, 0, target);
        }

        return target;
    }

    /// <summary>
    /// Closes every inode that nobody holds. Their pages go, and so does what dies with an address space.
    /// </summary>
    public void CloseIdleInodes() => _nodes.CloseIdle();

    /// <summary>Writes everything, then closes. Files that are still open cannot be used any more.</summary>
    /// <exception cref="PageCacheException">Pages could not be written.</exception>
    /// <exception cref="AggregateException">Pages of files could not be written and are lost.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            FlushIfChanged();
        }
        finally
        {
            Close();
        }
    }

    private void Close()
    {
        try
        {
            _nodes.CloseAll();
        }
        finally
        {
            _deviceContent.IsClosing = true;
            _metadata.Space.Dispose();
            _tables.ForEach(static table => table.Dispose());
            _table?.Clear();
            _lock.Dispose();
        }
    }

    private void Register(PageCache cache, IShrinkableTable? table, string name)
    {
        if (table is not null)
        {
            _tables.Add(new TableCharge(cache, table, name));
        }
    }

    private void CheckRoot()
    {
        if (GetInode(RootInode).Type != Ext2FileType.Directory)
        {
            throw new ImageCorruptException(
                $"inode {RootInode}", _inodes.OffsetOf(RootInode), "the root must be a directory");
        }
    }
}
