using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>What each placement does to marks when a page, its metadata, its file or its block goes.</summary>
public sealed class PlacementTests : IDisposable
{
    private const string Path = "frag0.bin";

    private readonly OverlayDevice _device = new(ImageFile.Open(BundledImages.PathOf("ext2-b1024-indirect")));
    private readonly PageCache _cache = TestCache.Of(256, 4096);
    private readonly FactCounter _facts = new();

    public static TheoryData<Placement, ReleaseProtocol> Rows
    {
        get
        {
            var rows = new TheoryData<Placement, ReleaseProtocol>();
            foreach (ReleaseProtocol protocol in Enum.GetValues<ReleaseProtocol>())
            {
                rows.Add(Placement.ReleasePage, protocol);
                rows.Add(Placement.OnRemove, protocol);
                rows.Add(Placement.SideTable, protocol);
            }

            rows.Add(Placement.Pinned, ReleaseProtocol.Prechecked);
            rows.Add(Placement.AddressSpace, ReleaseProtocol.Prechecked);
            rows.Add(Placement.BlockTable, ReleaseProtocol.Prechecked);
            return rows;
        }
    }

    public void Dispose()
    {
        _cache.Dispose();
        _device.Dispose();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Marks_InTheirWholeLife_AreAccountedFor(Placement placement, ReleaseProtocol protocol)
    {
        using (Ext2FileSystem fileSystem = Open(placement, protocol))
        {
            Assert.True(fileSystem.WalkBlocks() > 0);
            fileSystem.WalkBlocks();
            using (Ext2File file = fileSystem.OpenFile(Path))
            {
                file.Space.Strip(new PageRange(new PageIndex(0), 20));
                file.Space.TryInvalidate(new PageRange(new PageIndex(0), 20));
                file.WalkBlocks();
                file.SetLength(file.Length / 2);
            }

            fileSystem.ConsumeMarks();
            fileSystem.WalkBlocks();
            fileSystem.CloseIdleInodes();
        }

        Assert.Empty(_facts.Errors);
        Assert.Equal(0, _facts.AliveCount);
        Assert.Equal(_facts.MarksSet, Enum.GetValues<FactEnd>().Sum(_facts.MarksEndedBy));
    }

    [Theory]
    [InlineData(Placement.ReleasePage, FactEnd.ReleaseCallback)]
    [InlineData(Placement.SideTable, FactEnd.ReleaseCallback)]
    [InlineData(Placement.OnRemove, FactEnd.OnRemove)]
    public void Mark_WhenItsPageIsEvicted_EndsWhereThePlacementSays(Placement placement, FactEnd end)
    {
        using Ext2FileSystem fileSystem = Open(placement);
        using Ext2File file = fileSystem.OpenFile(Path);
        PageIndex page = FirstMarkedPage(file);

        Assert.True(file.Space.TryEvict(page));

        Assert.Equal(1, _facts.MarksEndedBy(end));
        Assert.Equal(0, file.ConsumeMarks(page));
    }

    [Theory]
    [InlineData(Placement.AddressSpace)]
    [InlineData(Placement.BlockTable)]
    public void Mark_OutsideThePage_OutlivesIt(Placement placement)
    {
        using Ext2FileSystem fileSystem = Open(placement);
        using Ext2File file = fileSystem.OpenFile(Path);
        PageIndex page = FirstMarkedPage(file);

        Assert.True(file.Space.TryEvict(page));

        Assert.Equal(1, file.ConsumeMarks(page));
        Assert.Equal(1, _facts.MarksEndedBy(FactEnd.Consumed));
    }

    [Fact]
    public void Mark_Pinned_KeepsItsPageUntilItIsConsumed()
    {
        using Ext2FileSystem fileSystem = Open(Placement.Pinned);
        using Ext2File file = fileSystem.OpenFile(Path);
        PageIndex page = FirstMarkedPage(file);

        Assert.False(file.Space.TryEvict(page));
        Assert.Equal(1, file.ConsumeMarks(page));
        Assert.True(file.Space.TryEvict(page));
    }

    [Fact]
    public void Marks_PinnedToPages_AreLimited()
    {
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(_device, _cache, new Ext2Options
        {
            Placement = Placement.Pinned, PinnedMarkLimit = 3, IdleInodeLimit = 1000, Observer = _facts,
        });

        Assert.Equal(3, fileSystem.WalkBlocks());
        Assert.Equal(3, fileSystem.ConsumeMarks());
        Assert.Equal(3, fileSystem.WalkBlocks());
    }

    [Theory]
    [InlineData(ReleaseProtocol.Classic, 1)]
    [InlineData(ReleaseProtocol.Prechecked, 0)]
    [InlineData(ReleaseProtocol.Frozen, 0)]
    [InlineData(ReleaseProtocol.TwoPhase, 0)]
    public void Mark_OfAPageThatSomebodyHolds_IsLostByClassicOnly(ReleaseProtocol protocol, int lost)
    {
        using Ext2FileSystem fileSystem = Open(Placement.ReleasePage, protocol);
        using Ext2File file = fileSystem.OpenFile(Path);
        PageIndex page = FirstMarkedPage(file);
        using (PagePin<PageBlocks> pin = file.Space.Pin(page))
        {
            Assert.False(file.Space.TryEvict(page));
        }

        Assert.Equal(lost, _facts.MarksEndedBy(FactEnd.ReleaseCallback));
        Assert.Equal(1 - lost, file.ConsumeMarks(page));
    }

    [Fact]
    public void State_LostWhileThePageStays_IsMadeAgain()
    {
        using Ext2FileSystem fileSystem = Open(Placement.ReleasePage);
        using Ext2File file = fileSystem.OpenFile(Path);
        byte[] before = ReadAll(file);
        Assert.True(file.Space.Strip(new PageRange(new PageIndex(0), 1000)) > 0);
        int attached = _facts.AttachedCount;
        long fills = _cache.GetStatistics().FillCount;

        Assert.Equal(before, ReadAll(file));

        Assert.True(_facts.AttachedCount > attached);
        Assert.Equal(fills, _cache.GetStatistics().FillCount);
    }

    [Fact]
    public void State_OfADirtyPage_IsNeverGivenUp()
    {
        using Ext2FileSystem fileSystem = Open(Placement.ReleasePage);
        using Ext2File file = fileSystem.OpenFile(Path);
        byte[] content = new byte[20_000];
        new Random(1).NextBytes(content);
        file.Write(100, content);

        Assert.Equal(0, file.Space.Strip(new PageRange(new PageIndex(0), 5)));

        fileSystem.Flush();
        byte[] read = new byte[content.Length];
        file.Read(100, read);
        Assert.Equal(content, read);
        Assert.True(file.Space.Strip(new PageRange(new PageIndex(0), 5)) > 0);
    }

    [Fact]
    public void BlockTable_UnderPressure_LosesMarksToItsShrinkerOnly()
    {
        using Ext2FileSystem fileSystem = Open(Placement.BlockTable);
        long marks = fileSystem.WalkBlocks();
        fileSystem.CloseIdleInodes();
        Assert.Equal(marks, _facts.PendingMarks);

        _cache.Shrink();

        Assert.Equal(marks, _facts.MarksEndedBy(FactEnd.Shrunk));
        Assert.Equal(0, fileSystem.ConsumeMarks());
    }

    private static byte[] ReadAll(Ext2File file)
    {
        byte[] content = new byte[file.Length];
        file.Read(0, content);
        return content;
    }

    private static PageIndex FirstMarkedPage(Ext2File file) =>
        file.GetMappedPages().First(page => file.WalkBlocks(page) == 1);

    private Ext2FileSystem Open(Placement placement, ReleaseProtocol protocol = ReleaseProtocol.Prechecked) =>
        Ext2FileSystem.Open(_device, _cache, new Ext2Options
        {
            Placement = placement,
            ReleaseProtocol = protocol,
            PinnedMarkLimit = 10_000,
            Observer = _facts,
        });
}
