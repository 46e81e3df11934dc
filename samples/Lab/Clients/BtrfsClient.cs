using System.Security.Cryptography;
using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Clients;

/// <summary>The btrfs client on one image. A unit is a leaf of the default subvolume's tree, in key order.</summary>
internal sealed class BtrfsClient : ILabClient
{
    // The catalogue is made once, with a cache that holds what it needs; the runs have a small one.
    private const long CatalogueBytes = 32L << 20;
    private const int LargestPage = 64 * 1024;
    private const int SmallestPage = 4096;
    private const int BlocksPerSubPage = 4;
    private const int FileLimit = 2000;

    private readonly int _nodeBytes;

    /// <summary>Opens the image and finds its leaves and files.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="device">The image; it stays the caller's.</param>
    /// <param name="hashes">
    /// What its files hold, by path, if that is known; otherwise the first reading is believed.
    /// </param>
    public BtrfsClient(string name, IDevice device, IReadOnlyDictionary<string, byte[]>? hashes)
    {
        ImageName = name;
        Device = device;
        using var cache = new PageCache(new PageCacheOptions { BudgetBytes = CatalogueBytes, PageSize = SmallestPage });
        using BtrfsFileSystem system = BtrfsFileSystem.Open(device, cache);
        _nodeBytes = system.NodeBytes;
        Leaves = FindLeaves(system);
        Files = FindFiles(system, hashes);
    }

    public ClientKind Kind => ClientKind.Btrfs;

    public string ImageName { get; }

    public IDevice Device { get; }

    public int DefaultBudgetPages => 128;

    /// <summary>Where each leaf is found, and where it lies.</summary>
    public IReadOnlyList<(LeafPosition Position, long Address)> Leaves { get; }

    public IReadOnlyList<LabFile<InodeId>> Files { get; }

    public int PageSizeFor(WorkloadKind workload) => workload == WorkloadKind.SubPage
        ? Math.Min(LargestPage, _nodeBytes * BlocksPerSubPage)
        : Math.Max(SmallestPage, _nodeBytes);

    public ILabVolume Open(IDevice device, VolumeOptions options) => new BtrfsVolume(this, device, options);

    private static List<(LeafPosition Position, long Address)> FindLeaves(BtrfsFileSystem system)
    {
        var leaves = new List<(LeafPosition, long)>();
        LeafPosition? at = default(LeafPosition);
        while (at is { } position)
        {
            LeafWalk walk = system.ConsumeMarks(position, 1);
            if (walk.Next is { } next)
            {
                leaves.Add((position, next.PreviousLeaf));
            }

            at = walk.Next;
        }

        return leaves.Count > 0
            ? leaves
            : throw new LabException("The image's tree has but one leaf, so that none can be out of order.");
    }

    private static IReadOnlyList<LabFile<InodeId>> FindFiles(
        BtrfsFileSystem system, IReadOnlyDictionary<string, byte[]>? hashes)
    {
        var all = system.Walk().Where(static found => found.Entry.Kind == FileKind.Regular).ToList();
        return [.. FileSample.Choose(all, FileLimit)
            .Select(found => Describe(system, found.Path, found.Entry.Target, hashes))];
    }

    private static LabFile<InodeId> Describe(
        BtrfsFileSystem system, string path, InodeId id, IReadOnlyDictionary<string, byte[]>? hashes)
    {
        int length = (int)Math.Min(FileSample.ReadLimit, system.GetInode(id).Size);
        if (hashes is not null && hashes.TryGetValue(path, out byte[]? hash))
        {
            return new LabFile<InodeId>(id, length, hash);
        }

        byte[] content = new byte[length];
        using BtrfsFile file = system.OpenFile(id);
        file.Read(0, content);
        return new LabFile<InodeId>(id, length, SHA256.HashData(content));
    }
}
