using AopKit.Samples.Fsblock.Blocks;
using AopKit.Samples.Fsblock.Format;
using AopKit.Samples.Fsblock.Mapping;

namespace AopKit.Samples.Fsblock.Files;

/// <summary>An inode in use, or used lately: its fields, its mapping tree, and the address space of its file.</summary>
/// <remarks>
/// The fields are read under the file system's shared lock and changed under its exclusive one. The count of users and
/// the state of life belong to <see cref="NodeTable"/>.
/// </remarks>
internal sealed class InodeNode : IBlockContent
{
    /// <summary>The inode's fields; a variable, because writing changes them in place.</summary>
    public InodeRecord Record;

    private readonly BlockMapper _mapper;
    private readonly NodeTable _table;
    private readonly MappingTable? _mappings;
    private readonly MappingTable.Place? _place;
    private readonly Lazy<BlockSpace> _blocks;

    /// <summary>Makes a node.</summary>
    /// <param name="number">The inode's number.</param>
    /// <param name="record">Its fields.</param>
    /// <param name="table">Where it is entered.</param>
    /// <param name="mapper">Finds its blocks.</param>
    /// <param name="mappings">Where mapping trees are kept beyond their inode; null: they end with it.</param>
    /// <param name="makeSpace">Makes the address space of its file.</param>
    public InodeNode(
        uint number,
        InodeRecord record,
        NodeTable table,
        BlockMapper mapper,
        MappingTable? mappings,
        Func<InodeNode, BlockSpace> makeSpace)
    {
        Number = number;
        Record = record;
        _table = table;
        _mapper = mapper;
        _mappings = mappings;
        _place = mappings?.Open(number);
        Map = _place?.Map ?? new ExtentMap();
        IdlePlace = new LinkedListNode<InodeNode>(this);

        // Made when somebody asks for it, outside every lock: making an address space may reclaim another one.
        _blocks = new Lazy<BlockSpace>(() => makeSpace(this));
    }

    /// <summary>The inode's number.</summary>
    public uint Number { get; }

    /// <summary>What is known of where its blocks lie.</summary>
    public ExtentMap Map { get; }

    /// <summary>The bytes of its file.</summary>
    public BlockSpace Blocks => _blocks.Value;

    /// <summary>The bytes of its file if somebody has asked for them, else null.</summary>
    public BlockSpace? BlocksIfAny => _blocks.IsValueCreated ? _blocks.Value : null;

    /// <summary>How many hold the node.</summary>
    public int Users { get; set; }

    /// <summary>The node's place in the list of those that nobody holds.</summary>
    public LinkedListNode<InodeNode> IdlePlace { get; }

    /// <inheritdoc/>
    public bool IsClosing { get; set; }

    /// <inheritdoc/>
    uint IBlockContent.Inode => Number;

    /// <inheritdoc/>
    int IBlockContent.MappingCount => Map.Count;

    /// <inheritdoc/>
    public void MapPage(long firstBlock, PageBlocks blocks)
    {
        for (int block = 0; block < blocks.Count && firstBlock + block < _mapper.LargestFileBlocks;)
        {
            Extent extent = _mapper.Find(this, firstBlock + block);
            int end = (int)Math.Min(blocks.Count, block + extent.Count);
            for (int next = block; next < end && !extent.IsHole; next++)
            {
                blocks.Map(next, extent.DiskBlockOf(firstBlock + next));
            }

            block = end;
        }
    }

    /// <inheritdoc/>
    public bool TryClose() => _table.TryClose(this);

    /// <inheritdoc/>
    public void Released()
    {
        if (_place is null)
        {
            Map.Clear();
        }
        else
        {
            _mappings!.Close(_place);
        }

        _table.Closed(this);
    }
}
