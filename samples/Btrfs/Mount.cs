using AopKit.Samples.Btrfs.Files;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Btrfs.Placements;
using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs;

/// <summary>
/// The parts of an opened file system, put together in the order in which each makes the next readable.
/// </summary>
internal sealed class Mount : IDisposable
{
    /// <summary>The longest target of a link that Linux knows.</summary>
    public const int LinkLimit = 4096;

    private readonly ISpaceFactory _spaces;
    private readonly BtrfsOptions _options;
    private readonly CallbackTrace _trace;
    private readonly TreeSource _source;
    private readonly FactStore _store;
    private readonly IDisposable? _registration;
    private bool _isDisposed;

    public Mount(IDevice device, ISpaceFactory spaces, BtrfsOptions options)
    {
        _spaces = spaces;
        _options = options;
        _trace = new CallbackTrace(options.Trace);
        Super = SuperBlockReader.Read(device);
        Geometry = new TreeGeometry(Super.NodeBytes, spaces.PageSize);
        var chunks = new ChunkMap();
        chunks.AddSystemChunks(Super, device.Length);
        var logical = new LogicalDevice(device, chunks);
        _source = new TreeSource(logical, Geometry);
        _store = PlacementFactory.CreateStore(options, Geometry);
        Reader = new TreeReader(CreateTree(), _store, _source, Geometry, Super);
        if (_store is IShrinker shrinker)
        {
            _registration = spaces.Register(shrinker, new ShrinkerOptions { Name = "tree blocks" });
        }

        try
        {
            ChunkTree.Load(Reader, chunks, Super, device.Length);
            Roots = new SubvolumeRoots(Reader, Super.RootTree);
            ulong tree = Roots.FindDefault();
            Root = new InodeId(tree, Roots.Find(tree).Directory);
            Inodes = new InodeReader(Reader, Roots);
            Directories = new DirectoryReader(Reader, Roots);
            var content = new FileContent(Reader, new SectorReader(logical, Reader, Roots, Super), Super.SectorBytes);
            Files = new FileSpaces(spaces, content, Roots, options.IdleFileLimit, _trace);
        }
        catch
        {
            End();
            throw;
        }
    }

    public SuperBlock Super { get; }

    public TreeGeometry Geometry { get; }

    public TreeReader Reader { get; }

    public SubvolumeRoots Roots { get; }

    public InodeReader Inodes { get; }

    public DirectoryReader Directories { get; }

    public FileSpaces Files { get; }

    public InodeId Root { get; }

    public BlockReference DefaultTree => Roots.Find(Root.Tree).Root;

    public void RecycleTree()
    {
        Reader.Space.Dispose();
        Reader.Space = CreateTree();
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Files.DisposeAll();
            End();
        }
    }

    // What outlives the space ends first, so that the observer hears that it was dropped and not that it was released.
    private void End()
    {
        _registration?.Dispose();
        _store.Close(Reader.Space);
        Reader.Space.Dispose();
    }

    private AddressSpace<TreeMetadata> CreateTree() => _spaces.Create(
        PlacementFactory.CreateOperations(_options.Placement, _source, _store, _trace),
        PlacementFactory.SpaceOptions(_options));
}
