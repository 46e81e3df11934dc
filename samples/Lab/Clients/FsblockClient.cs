using System.Security.Cryptography;
using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Clients;

/// <summary>
/// The fsblock client on one ext2 image. A unit is a page of a file, files in the order of their directories. A block
/// is "to be moved" if it does not lie behind the one that is read before it, be that of the same file or of the last
/// one.
/// </summary>
internal sealed class FsblockClient : ILabClient
{
    private const long CatalogueBytes = 16L << 20;
    private const int PageBytes = 4096;
    private const int SubPageBytes = 16 * 1024;

    // Each file has an address space, whose index counts against the budget: with all six thousand of them open there
    // would be indexes in the cache and no pages.
    private const int FileLimit = 800;

    /// <summary>Opens the image and finds its files and their blocks.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="device">The image; it stays the caller's.</param>
    /// <param name="hashes">
    /// What its files hold, by path, if that is known; otherwise the first reading is believed.
    /// </param>
    public FsblockClient(string name, IDevice device, IReadOnlyDictionary<string, byte[]>? hashes)
    {
        ImageName = name;
        Device = device;
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = CatalogueBytes, PageSize = PageBytes });
        using Ext2FileSystem system = Ext2FileSystem.Open(device, cache);
        Ext2TreeEntry[] all =
            [.. system.EnumerateTree().Where(static entry => entry.Inode is { Type: Ext2FileType.Regular, Size: > 0 })];
        Files = [.. FileSample.Choose(all, FileLimit).Select(entry => Describe(system, entry, hashes))];
        Blocks = FindBlocks(system, Files);
        if (Blocks.Count == 0)
        {
            throw new LabException("The image has no file with content: there is no block to know anything about.");
        }
    }

    public ClientKind Kind => ClientKind.Fsblock;

    public string ImageName { get; }

    public IDevice Device { get; }

    public int DefaultBudgetPages => 192;

    public IReadOnlyList<LabFile<uint>> Files { get; }

    /// <summary>The blocks of the files, hole or not, in the order in which they are read.</summary>
    public IReadOnlyList<FileBlock> Blocks { get; }

    public int PageSizeFor(WorkloadKind workload) => workload == WorkloadKind.SubPage ? SubPageBytes : PageBytes;

    public ILabVolume Open(IDevice device, VolumeOptions options) => new FsblockVolume(this, device, options);

    private static LabFile<uint> Describe(
        Ext2FileSystem system, Ext2TreeEntry entry, IReadOnlyDictionary<string, byte[]>? hashes)
    {
        int length = (int)Math.Min(FileSample.ReadLimit, entry.Inode.Size);
        if (hashes is not null && hashes.TryGetValue(entry.Path, out byte[]? hash))
        {
            return new LabFile<uint>(entry.Inode.Number, length, hash);
        }

        byte[] content = new byte[length];
        using Ext2File file = system.OpenFile(entry.Inode.Number);
        file.Read(0, content);
        return new LabFile<uint>(entry.Inode.Number, length, SHA256.HashData(content));
    }

    private static List<FileBlock> FindBlocks(Ext2FileSystem system, IReadOnlyList<LabFile<uint>> files)
    {
        var blocks = new List<FileBlock>();
        long previous = -1;
        foreach (LabFile<uint> wanted in files)
        {
            using Ext2File file = system.OpenFile(wanted.Id);
            for (long block = 0; block * system.BlockSize < wanted.Length; block++)
            {
                if (file.DiskBlockOf(block) is { } place)
                {
                    blocks.Add(new FileBlock(wanted.Id, block, ToBeMoved: place != previous + 1));
                    previous = place;
                }
            }
        }

        return blocks;
    }
}
