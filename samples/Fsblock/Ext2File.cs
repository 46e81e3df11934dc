using AopKit.Samples.Fsblock.Files;

namespace AopKit.Samples.Fsblock;

/// <summary>
/// A regular file that is open. Closing it keeps its pages for a while; see <see cref="Ext2Options.IdleInodeLimit"/>.
/// </summary>
/// <remarks>Thread-safe, but not against its own <see cref="Dispose"/>. Reads exclude writes and truncation.</remarks>
public sealed class Ext2File : IDisposable
{
    private readonly Ext2FileSystem _owner;
    private InodeNode? _node;

    internal Ext2File(Ext2FileSystem owner, InodeNode node) => (_owner, _node) = (owner, node);

    /// <summary>What the file system knows of the file now.</summary>
    public Ext2Inode Inode => _owner.Describe(Node);

    /// <summary>The number of bytes now.</summary>
    public long Length => Inode.Size;

    /// <summary>
    /// The file's pages, for who wants to pin, strip or evict them. Do not truncate or dispose it, and end pins before
    /// the file is closed.
    /// </summary>
    public AddressSpace<PageBlocks> Space => Node.Blocks.Space;

    private InodeNode Node => _node ?? throw new ObjectDisposedException(nameof(Ext2File));

    /// <summary>Reads bytes.</summary>
    /// <param name="offset">The first byte, 0 or more.</param>
    /// <param name="destination">Where to.</param>
    /// <returns>How many were read: fewer than asked for only at the end of the file.</returns>
    /// <exception cref="Devices.ImageCorruptException">A structure on the way to the bytes breaks a rule.</exception>
    public int Read(long offset, Span<byte> destination) => _owner.Read(Node, offset, destination);

    /// <summary>Writes bytes through dirty pages; the file grows if they end behind it.</summary>
    /// <param name="offset">The first byte, 0 or more; what lies between it and the old end reads as zeros.</param>
    /// <param name="source">The bytes.</param>
    /// <exception cref="Ext2FullException">No block is free; what was written until then stays.</exception>
    /// <exception cref="NotSupportedException">
    /// Image, device or inode cannot be written; the message says why.
    /// </exception>
    /// <exception cref="Devices.ImageCorruptException">
    /// A structure breaks a rule; nothing can be written afterwards.
    /// </exception>
    public void Write(long offset, ReadOnlySpan<byte> source) => _owner.Write(Node, offset, source);

    /// <summary>Cuts the file, giving its blocks back, or extends it by a hole.</summary>
    /// <param name="length">The new number of bytes.</param>
    /// <exception cref="NotSupportedException">
    /// Image, device or inode cannot be written; the message says why.
    /// </exception>
    /// <exception cref="Devices.ImageCorruptException">
    /// A structure breaks a rule; nothing can be written afterwards.
    /// </exception>
    public void SetLength(long length) => _owner.SetLength(Node, length);

    /// <summary>Marks the blocks that are "to be moved", because the file goes on elsewhere than behind them.</summary>
    /// <returns>How many got a mark that had none.</returns>
    public long WalkBlocks() => _owner.WalkBlocks(Node);

    /// <summary>Takes the marks that are still there, reading the file's pages where needed.</summary>
    /// <returns>How many there were.</returns>
    public long ConsumeMarks() => _owner.ConsumeMarks(Node);

    /// <summary>The pages of the file that hold more than holes, in order.</summary>
    public IReadOnlyList<PageIndex> GetMappedPages() => _owner.GetMappedPages(Node);

    /// <summary>
    /// Looks a page up as any reader does, reading it and making the state of its blocks where needed.
    /// </summary>
    /// <param name="index">The page.</param>
    public void Touch(PageIndex index) => _owner.Touch(Node, index);

    /// <summary>As <see cref="WalkBlocks()"/>, for the blocks of one page.</summary>
    /// <param name="index">The page.</param>
    public long WalkBlocks(PageIndex index) => _owner.WalkBlocks(Node, index);

    /// <summary>Where a block of the file lies, in blocks of the device; null for a hole.</summary>
    /// <param name="block">Its number in the file, 0 or more.</param>
    public long? DiskBlockOf(long block) => _owner.DiskBlockOf(Node, block);

    /// <summary>Marks one mapped block "to be moved", for a reason that the file alone does not show.</summary>
    /// <param name="block">Its number in the file.</param>
    /// <returns>Whether it had no mark.</returns>
    /// <exception cref="ArgumentException">The block is a hole.</exception>
    public bool Mark(long block) => _owner.Mark(Node, block);

    /// <summary>As <see cref="ConsumeMarks()"/>, for the blocks of one page.</summary>
    /// <param name="index">The page.</param>
    public long ConsumeMarks(PageIndex index) => _owner.ConsumeMarks(Node, index);

    /// <summary>
    /// Closes the file. Its unwritten pages stay, and are written by <see cref="Ext2FileSystem.Flush"/> or reclaim.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _node, null) is { } node)
        {
            _owner.Release(node);
        }
    }
}
