using System.Security.Cryptography;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>Many threads at once, under a budget that makes them take pages from each other.</summary>
public sealed class ConcurrentUseTests
{
    private const int ThreadCount = 4;
    private const int Rounds = 400;

    public static TheoryData<Placement, ReleaseProtocol> Rows => new()
    {
        { Placement.ReleasePage, ReleaseProtocol.Classic },
        { Placement.ReleasePage, ReleaseProtocol.TwoPhase },
        { Placement.OnRemove, ReleaseProtocol.Frozen },
        { Placement.SideTable, ReleaseProtocol.Classic },
        { Placement.AddressSpace, ReleaseProtocol.Prechecked },
        { Placement.BlockTable, ReleaseProtocol.Prechecked },
        { Placement.Pinned, ReleaseProtocol.Prechecked },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void ReadersWalkersAndAWriter_NeverSeeAWrongByteOrLoseAFact(Placement placement, ReleaseProtocol protocol)
    {
        var facts = new FactCounter();
        using var device = new SharedOverlay(ImageFile.Open(BundledImages.PathOf("ext2-compact-b1024")));
        using (PageCache cache = TestCache.Of(96, 4096))
        using (Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache, new Ext2Options
        {
            Placement = placement, ReleaseProtocol = protocol, IdleInodeLimit = 8, Observer = facts,
        }))
        {
            List<(uint Inode, byte[] Hash)> files =
            [
                .. fileSystem.EnumerateTree().Select(static entry => entry.Inode)
                    .Where(static inode => inode is { Type: Ext2FileType.Regular, Size: > 0 and < 100_000 })
                    .Select(inode => (inode.Number, HashOf(fileSystem, inode.Number))),
            ];
            (uint written, _) = files[^1];
            files.RemoveAll(file => file.Inode == written);
            Run(thread => Use(fileSystem, files, written, thread));
        }

        Assert.Empty(facts.Errors);
        Assert.Equal(0, facts.AliveCount);
    }

    private static void Run(Action<int> use)
    {
        var errors = new List<Exception>();
        List<Thread> threads =
        [
            .. Enumerable.Range(0, ThreadCount).Select(thread => new Thread(() =>
            {
                try
                {
                    use(thread);
                }
                catch (Exception error)
                {
                    lock (errors)
                    {
                        errors.Add(error);
                    }
                }
            })),
        ];
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        Assert.True(errors.Count == 0, string.Join(Environment.NewLine, errors));
    }

    private static void Use(Ext2FileSystem fileSystem, List<(uint Inode, byte[] Hash)> files, uint written, int thread)
    {
        var random = new Random(thread);
        byte[] content = new byte[30_000];
        for (int round = 0; round < Rounds; round++)
        {
            (uint inode, byte[] hash) = files[random.Next(files.Count)];
            switch (thread == 0 ? round % 4 : round % 3)
            {
                case 0:
                    Assert.Equal(hash, HashOf(fileSystem, inode));
                    break;
                case 1:
                    using (Ext2File file = fileSystem.OpenFile(inode))
                    {
                        file.WalkBlocks();
                        file.ConsumeMarks();
                    }

                    break;
                case 2:
                    HoldAndStrip(fileSystem, inode);
                    break;
                default:
                    random.NextBytes(content);
                    WriteAndReadBack(fileSystem, written, content, random);
                    break;
            }
        }
    }

    private static void HoldAndStrip(Ext2FileSystem fileSystem, uint inode)
    {
        using Ext2File file = fileSystem.OpenFile(inode);
        using PagePin<PageBlocks> pin = file.Space.Pin(new PageIndex(0));
        file.Space.Strip(new PageRange(new PageIndex(0), 4));
        file.Space.TryEvict(new PageIndex(0));
    }

    private static void WriteAndReadBack(Ext2FileSystem fileSystem, uint inode, byte[] content, Random random)
    {
        using Ext2File file = fileSystem.OpenFile(inode);
        int offset = random.Next(50_000);
        file.SetLength(random.Next(100_000));
        file.Write(offset, content);
        byte[] read = new byte[content.Length];
        file.Read(offset, read);
        Assert.Equal(content, read);
    }

    private static byte[] HashOf(Ext2FileSystem fileSystem, uint inode)
    {
        using Ext2File file = fileSystem.OpenFile(inode);
        byte[] content = new byte[file.Length];
        file.Read(0, content);
        return SHA256.HashData(content);
    }

    /// <summary>An overlay that several threads may use at once.</summary>
    private sealed class SharedOverlay(IDevice inner) : IDevice
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<long, byte[]> _written = [];

        public long Length => inner.Length;

        public bool CanWrite => true;

        public void Read(long offset, Span<byte> destination)
        {
            lock (_lock)
            {
                for (int done = 0; done < destination.Length; done += 1024)
                {
                    Span<byte> block = destination.Slice(done, 1024);
                    if (_written.TryGetValue(offset + done, out byte[]? bytes))
                    {
                        bytes.CopyTo(block);
                    }
                    else
                    {
                        inner.Read(offset + done, block);
                    }
                }
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            lock (_lock)
            {
                for (int done = 0; done < source.Length; done += 1024)
                {
                    _written[offset + done] = source.Slice(done, 1024).ToArray();
                }
            }
        }

        public void Flush()
        {
        }

        public void Dispose() => inner.Dispose();
    }
}
