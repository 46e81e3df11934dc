using System.Text;
using AopKit.Samples.Btrfs;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Testing;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>
/// What each callback sees, and what becomes of each fact, in one small story told for every placement. It runs on the
/// contract's plain model, so that the order is the contract's and not that of a policy.
/// </summary>
public sealed class WalkThroughTests
{
    [Fact]
    public Task ReleasePage_Classic() =>
        Verifier.Verify(StoryOf(Placement.ReleasePage, ReleaseProtocol.Classic, 16384));

    [Fact]
    public Task ReleasePage_TwoPhase_BlockAcrossPages() =>
        Verifier.Verify(StoryOf(Placement.ReleasePage, ReleaseProtocol.TwoPhase, 4096));

    [Fact]
    public Task OnRemove_Classic() => Verifier.Verify(StoryOf(Placement.OnRemove, ReleaseProtocol.Classic, 16384));

    [Fact]
    public Task OnRemove_Frozen_BlocksSharePages() =>
        Verifier.Verify(StoryOf(Placement.OnRemove, ReleaseProtocol.Frozen, 65536));

    [Fact]
    public Task Pinned_Prechecked() => Verifier.Verify(StoryOf(Placement.Pinned, ReleaseProtocol.Prechecked, 16384));

    [Fact]
    public Task SideTable_Frozen() => Verifier.Verify(StoryOf(Placement.SideTable, ReleaseProtocol.Frozen, 16384));

    [Fact]
    public Task AddressSpace_Prechecked() =>
        Verifier.Verify(StoryOf(Placement.AddressSpace, ReleaseProtocol.Prechecked, 16384));

    [Fact]
    public Task BlockTable_Prechecked() =>
        Verifier.Verify(StoryOf(Placement.BlockTable, ReleaseProtocol.Prechecked, 16384));

    private static string StoryOf(Placement placement, ReleaseProtocol protocol, int pageSize)
    {
        var story = new Story();
        var options = new BtrfsOptions
        {
            Placement = placement,
            ReleaseProtocol = protocol,
            Observer = story,
            Trace = story.Write,
        };
        using IDevice device = ImageFile.Open(BundledImages.PathOf("btrfs-compact-n16384"));
        var spaces = new ModelSpaces(pageSize);

        story.Begin("open");
        BtrfsFileSystem files = BtrfsFileSystem.Open(device, spaces, options);

        story.Begin("walk over six leaves");
        files.WalkLeaves(limit: 6);
        PageIndex[] marked = [.. story.MarkedBlocks.Select(block => files.PagesOfBlock(block).First).Distinct()];

        story.Begin($"reclaim page {marked[0]} while somebody reads it");
        var tree = (ModelAddressSpace<TreeMetadata>)files.Tree;
        using (tree.Pin(marked[0]))
        {
            story.Write($"it went: {tree.Reclaim(marked[0])}");
        }

        story.Begin($"reclaim page {marked[1]} while nobody does");
        story.Write($"it went: {tree.Reclaim(marked[1])}");

        story.Begin($"take the metadata of page {marked[2]}");
        story.Write($"pages that gave some: {tree.Strip(new PageRange(marked[2], 1))}");

        story.Begin("read 10,000 bytes of a file");
        using (BtrfsFile file = files.OpenFile(files.Find("big/text-2m.txt")!.Value))
        {
            file.Read(0, new byte[10_000]);
        }

        story.Begin("consume the marks");
        files.ConsumeMarks(limit: 6);

        story.Begin("close");
        files.Dispose();
        spaces.AssertContractKept();
        return story.ToString();
    }

    // Callbacks as they are traced, and facts indented below them.
    private sealed class Story : IFactObserver
    {
        private readonly StringBuilder _text = new();

        public List<long> MarkedBlocks { get; } = [];

        public void Begin(string chapter) => _text.Append(_text.Length > 0 ? "\n" : "").Append($"# {chapter}\n");

        public void Write(string line) => _text.Append(line).Append('\n');

        public void Attached(FactKey key, long bytes) => Write($"    known: {Name(key)}");

        public void Ended(FactKey key, FactEnd end) => Write($"    forgotten: {Name(key)}, {end}");

        public void Marked(FactKey key, long block)
        {
            MarkedBlocks.Add(block);
            Write($"    marked: block {block} at {Name(key)}");
        }

        public void Unmarked(FactKey key, long block, FactEnd end) =>
            Write($"    unmarked: block {block} at {Name(key)}, {end}");

        public void RemoveCallbackRan(FactKey key)
        {
        }

        public void MappingFound(bool afterReturn)
        {
        }

        public override string ToString() => _text.ToString().TrimEnd('\n');

        // Without the generation, which counts in the order of all tests.
        private static string Name(FactKey key) => key.Space is null ? $"block {key.Index}"
            : key.Generation == 0 ? $"space {key.Space.Name}, page {key.Index}"
            : $"{key.Space.Name} page {key.Index}";
    }
}
