using System.Text;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs;

/// <summary>
/// A btrfs file system on one device, opened for reading: all of it lies in pages of a cache, and none of it elsewhere.
/// </summary>
/// <remarks>
/// <para>Tree blocks lie in one address space, the content of each file in its own. The device is read when a page is
/// filled, and once for the superblock when the file system is opened.</para>
/// <para>Safe on any thread, <see cref="Dispose"/> excepted. Every member may throw <see cref="ImageCorruptException"/>
/// if what it reads breaks a rule of the format (addresses in it are logical, those of superblocks physical),
/// <see cref="ImageUnsupportedException"/> if it meets a feature that is not read, <see cref="IOException"/> if the
/// device fails, and <see cref="BudgetExceededException"/> if no page can be had.</para>
/// <para>Not read: more than one device, RAID profiles, zoned devices, a log tree that was not replayed.
/// Superblock, tree blocks and file content are compared with their checksums.</para>
/// </remarks>
public sealed partial class BtrfsFileSystem : IDisposable
{
    private readonly Mount _mount;

    private BtrfsFileSystem(Mount mount) => _mount = mount;

    /// <summary>Opens the file system on a device.</summary>
    /// <param name="device">The device; it stays the caller's.</param>
    /// <param name="cache">The cache whose pages are used.</param>
    /// <param name="options">How; null: as <see cref="BtrfsOptions"/> says.</param>
    /// <exception cref="ImageCorruptException">There is no sound btrfs on it.</exception>
    /// <exception cref="ImageUnsupportedException">
    /// It is one that this client does not read; the message names why.
    /// </exception>
    public static BtrfsFileSystem Open(IDevice device, PageCache cache, BtrfsOptions? options = null) =>
        Open(device, new CacheSpaceFactory(cache), options);

    /// <summary>As <see cref="Open(IDevice, PageCache, BtrfsOptions)"/>, in spaces of any make.</summary>
    internal static BtrfsFileSystem Open(IDevice device, ISpaceFactory spaces, BtrfsOptions? options = null) =>
        new(new Mount(device, spaces, options ?? new BtrfsOptions()));

    /// <summary>The size of a tree block in bytes.</summary>
    public int NodeBytes => _mount.Super.NodeBytes;

    /// <summary>The size of a sector in bytes.</summary>
    public int SectorBytes => _mount.Super.SectorBytes;

    /// <summary>The number of the transaction that was committed last.</summary>
    public ulong Generation => _mount.Super.Generation;

    /// <summary>How superblock and tree blocks are check-summed.</summary>
    public ChecksumKind Checksum => _mount.Super.Checksum;

    /// <summary>The features that it needs.</summary>
    public IncompatFlags Features => _mount.Super.Features;

    /// <summary>The top directory of the default subvolume.</summary>
    public InodeId Root => _mount.Root;

    /// <summary>
    /// The pages of all tree blocks, by logical address. Another space after <see cref="RecycleTree"/>.
    /// </summary>
    public AddressSpace<TreeMetadata> Tree => _mount.Reader.Space;

    /// <summary>The pages that the tree block at a logical address lies on, whole or in part.</summary>
    public PageRange PagesOfBlock(long address) => _mount.Geometry.Pages(address);

    /// <summary>What a file's inode says.</summary>
    public BtrfsInode GetInode(InodeId id) => _mount.Inodes.Read(id);

    /// <summary>The extended attributes of a file, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> GetAttributes(InodeId id) => _mount.Inodes.ReadAttributes(id);

    /// <summary>Opens a regular file or a symbolic link for reading.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public BtrfsFile OpenFile(InodeId id)
    {
        BtrfsInode inode = GetInode(id);
        return inode.Kind is FileKind.Regular or FileKind.SymbolicLink
            ? new BtrfsFile(_mount.Files, _mount.Files.Open(inode))
            : throw new ArgumentException($"Inode {id} is a {inode.Kind}, which has no content.", nameof(id));
    }

    /// <summary>Where a symbolic link points, as the bytes that are on the device.</summary>
    public byte[] ReadLink(InodeId id)
    {
        using BtrfsFile file = OpenFile(id);
        if (file.Inode.Kind != FileKind.SymbolicLink)
        {
            throw new ArgumentException($"Inode {id} is a {file.Inode.Kind}, no symbolic link.", nameof(id));
        }

        if (file.Length is 0 or > Mount.LinkLimit)
        {
            throw new ImageCorruptException(
                "symbolic link",
                (long)id.Number,
                $"its target has {file.Length} bytes; 1 to {Mount.LinkLimit} are possible");
        }

        byte[] target = new byte[file.Length];
        file.Read(0, target);
        return target;
    }

    /// <summary>
    /// The entries of a directory, without those for itself and its parent, in the order of their making.
    /// </summary>
    public IEnumerable<DirectoryEntry> ReadDirectory(InodeId id) => _mount.Directories.Read(id);

    /// <summary>Finds a file by its path from <see cref="Root"/>. Links on the way are not followed.</summary>
    /// <returns>The file, or null.</returns>
    public InodeId? Find(string path) => Find(Encoding.UTF8.GetBytes(path));

    /// <summary>As the other, by the bytes of the path.</summary>
    public InodeId? Find(ReadOnlySpan<byte> path)
    {
        InodeId at = Root;
        foreach (Range part in path.Split((byte)'/'))
        {
            byte[] name = path[part].ToArray();
            if (name.Length == 0)
            {
                continue;
            }

            if (_mount.Directories.Find(at, name) is not { } entry)
            {
                return null;
            }

            at = entry.Target;
        }

        return at;
    }

    /// <summary>
    /// Disposes the address spaces of all files that nobody has open: what happens to inodes when memory is short.
    /// </summary>
    /// <returns>How many there were.</returns>
    public int DropIdleFiles() => _mount.Files.DropIdle();

    /// <summary>Disposes all address spaces, of open files too, and ends all that is known.</summary>
    public void Dispose() => _mount.Dispose();
}
