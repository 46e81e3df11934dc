using System.Security.Cryptography;
using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>
/// Several threads read and walk at once, in few pages: no wrong byte, no fact lost count of, no standstill.
/// </summary>
public sealed class ConcurrencyTests
{
    private const int ThreadCount = 4;
    private const int OperationCount = 150;

    // Only a standstill reaches it.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("btrfs-compact-n16384", 4096, Placement.ReleasePage, ReleaseProtocol.Classic)]
    [InlineData("btrfs-compact-n16384", 16384, Placement.ReleasePage, ReleaseProtocol.TwoPhase)]
    [InlineData("btrfs-compact-lzo", 65536, Placement.OnRemove, ReleaseProtocol.Frozen)]
    [InlineData("btrfs-compact-zstd", 4096, Placement.SideTable, ReleaseProtocol.Frozen)]
    [InlineData("btrfs-compact-mixed", 4096, Placement.Pinned, ReleaseProtocol.Prechecked)]
    [InlineData("btrfs-subvolumes", 4096, Placement.BlockTable, ReleaseProtocol.Prechecked)]
    [InlineData("btrfs-small-n4096-xxhash", 16384, Placement.AddressSpace, ReleaseProtocol.Prechecked)]
    public void ManyThreads_ReadAndWalk_AllIsRight(
        string image, int pageSize, Placement placement, ReleaseProtocol protocol)
    {
        using IDevice device = ImageFile.Open(BundledImages.PathOf(image));
        Run(device, image, pageSize, new BtrfsOptions
        {
            Placement = placement,
            ReleaseProtocol = protocol,
            RemoveNotification = RemoveNotification.BeforeUnlock,
        });
    }

    [Fact]
    public void ManyThreads_EveryFirstCopyDamaged_NoneWaitsForItsOwnPin()
    {
        const string Image = "btrfs-small-n32768-blake2";
        using var device = new OverlayDevice(ImageFile.Open(BundledImages.PathOf(Image)));
        MirrorTests.DamageFirstCopies(device);

        Run(device, Image, 65536, new BtrfsOptions { RemoveNotification = RemoveNotification.BeforeUnlock });
    }

    private static void Run(IDevice device, string image, int pageSize, BtrfsOptions options)
    {
        var observer = new RecordingObserver();
        using PageCache cache = new(new PageCacheOptions
        {
            PageSize = pageSize,
            BudgetBytes = 192L * pageSize,
            Checks = Checks.Full,
        });
        List<CallbackFailure> failures = [];
        cache.CallbackFailed += failures.Add;
        ManifestEntry[] entries =
            [.. ManifestEntry.Of(image).Where(static entry => entry is { Type: 'f', Size: < 400_000 })];
        options = options with { Observer = observer, IdleFileLimit = 4 };
        using (BtrfsFileSystem files = BtrfsFileSystem.Open(device, cache, options))
        {
            Task[] readers = [.. Enumerable.Range(0, ThreadCount).Select(seed => Task.Factory.StartNew(
                () => Read(files, entries, new Random(seed)), TaskCreationOptions.LongRunning))];
            Assert.True(Task.WaitAll(readers, s_patience), "The readers stand still.");
        }

        Assert.Empty(failures);
        Assert.Empty(observer.Alive);
    }

    private static void Read(BtrfsFileSystem files, ManifestEntry[] entries, Random random)
    {
        for (int operation = 0; operation < OperationCount; operation++)
        {
            if (operation % 16 == 0)
            {
                _ = random.Next(2) == 0 ? files.WalkLeaves(limit: 20) : files.ConsumeMarks(limit: 20);
                files.DropIdleFiles();
            }

            ManifestEntry entry = entries[random.Next(entries.Length)];
            using BtrfsFile file = files.OpenFile(files.Find(entry.PathBytes)!.Value);
            byte[] content = new byte[entry.Size];
            Assert.Equal(content.Length, file.Read(0, content));
            Assert.Equal(entry.Sha256, Convert.ToHexStringLower(SHA256.HashData(content)));
        }
    }
}
