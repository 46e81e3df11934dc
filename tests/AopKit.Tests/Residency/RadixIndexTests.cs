using AopKit.Residency;

namespace AopKit.Tests.Residency;

/// <summary>The index against a sorted dictionary: slots, tags, searches in order, nodes and their bytes.</summary>
public sealed class RadixIndexTests
{
    private readonly NodePool _nodes = new(64 << 20);

    /// <summary>Dense, sparse, far out, and at both ends of 63 bits.</summary>
    public static TheoryData<int, long[]> Shapes => new()
    {
        { 0, [0, 1, 2, 63, 64, 65, 127, 4095, 4096] },
        { 0, [0, 1L << 20, (1L << 40) + 7, (1L << 60) - 1, long.MaxValue, long.MaxValue - 64] },
        { 3, [0, 1, 63, 64, 511, 512, 513, 100_000] },
        { 5, [5, 70, 2047, 2048, long.MaxValue] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void RandomOperations_SeveralSpacesThatShareNodes_AgreeWithASortedDictionary(
        int flatSizeClass, long[] around)
    {
        var random = new Random(20_17);
        IndexModel[] models = [.. Enumerable.Range(0, 3).Select(_ => new IndexModel(_nodes, flatSizeClass))];
        for (int step = 0; step < 2500; step++)
        {
            IndexModel model = models[random.Next(models.Length)];
            long index = Math.Max(0, unchecked(around[random.Next(around.Length)] + random.Next(-3, 4)));
            Step(model, index, random);
            model.Compare(index);
            model.Compare(Math.Max(0, unchecked(around[random.Next(around.Length)] + random.Next(-70, 71))));
        }

        foreach (IndexModel model in models)
        {
            foreach (long index in model.Indexes.ToArray())
            {
                model.Write(index, IndexSlot.Empty);
            }

            model.Compare(0);
            Assert.Equal(0, model.NodeCount);
        }

        Assert.Equal(0, _nodes.ShadowLeafCount);
    }

    [Fact]
    public void NodeCount_SpaceWithPagesBelow64_IsOneLeafAndEmptyIsNone()
    {
        var index = new RadixIndex(_nodes, flatSizeClass: 0);
        Assert.Equal(0, index.NodeCount);
        Assert.Equal(IndexNode.Bytes, index.BytesToInsert(63, out _));
        Assert.Equal(IndexNode.Bytes, index.Write(63, Page(1)));
        Assert.Equal(0, index.Write(0, Page(2)));
        Assert.Equal(0, index.Write(63, IndexSlot.Empty));
        Assert.Equal(-IndexNode.Bytes, index.Write(0, IndexSlot.Empty));
    }

    [Fact]
    public void Write_MoreFlatIndexesThanTheShareOfAll_MakesATreeOfTheNext()
    {
        var nodes = new NodePool(16L * 16 * IndexNode.Bytes);
        var first = new RadixIndex(nodes, flatSizeClass: 4);
        var second = new RadixIndex(nodes, flatSizeClass: 4);
        Assert.Equal((16 + 1) * IndexNode.Bytes, first.Write(1000, Page(1)));
        Assert.Equal(2 * IndexNode.Bytes, second.Write(1000, Page(2)));
        Assert.Equal(Page(2), second.ReadSlot(1000));
        first.Write(1000, IndexSlot.Empty);
        second.Write(1000, IndexSlot.Empty);
        Assert.Equal((16 + 1) * IndexNode.Bytes, second.Write(1000, Page(3)));
    }

    [Fact]
    public void BytesToInsert_FlatIndex_AnnouncesTheRunAndTheInnerNodes()
    {
        var index = new RadixIndex(_nodes, flatSizeClass: 4);
        Assert.Equal((16 + 1) * IndexNode.Bytes, index.BytesToInsert(1000, out _));
        Assert.Equal((16 + 1) * IndexNode.Bytes, index.Write(1000, Page(1)));
        Assert.Equal(0, index.BytesToInsert(0, out _));
        Assert.Equal(IndexNode.Bytes, index.BytesToInsert(1024, out _));
        Assert.Equal(Page(1), index.ReadSlot(1000));
        Assert.Equal(-(16 + 1) * IndexNode.Bytes, index.Write(1000, IndexSlot.Empty));
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, 1)]
    [InlineData(128, 1)]
    [InlineData(129, 2)]
    [InlineData(64 * 64, 6)]
    [InlineData(long.MaxValue, 0)]
    public void FlatSizeClass_PageCount_IsTheSmallestRunThatHoldsThem(long pageCount, int expected) =>
        Assert.Equal(expected, NodePool.FlatSizeClass(pageCount, mostBytes: 64 * IndexNode.Bytes));

    [Fact]
    public void TryNextTaken_FewPagesInAWideSpace_LooksAtTheirNodesOnly()
    {
        var index = new RadixIndex(_nodes, flatSizeClass: 0);
        for (long page = 0; page < 1000; page++)
        {
            index.Write(page * 64, IndexSlot.Shadow((uint)page));
        }

        index.Write(1L << 50, Page(1));
        index.Write((1L << 50) + 200, Page(2));
        long before = _nodes.SearchedCount;
        Assert.Equal(2, index.FindTaken(0, long.MaxValue, new long[8]));
        Assert.InRange(_nodes.SearchedCount - before, 1, 3 * 9);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 2)]
    [InlineData(1L << 30, 0)]
    public unsafe void IsCurrent_NodeBecameAnotherSpaces_SaysNoAlthoughTheSlotHoldsAPage(long page, int flatSizeClass)
    {
        var mine = new RadixIndex(_nodes, flatSizeClass);
        var other = new RadixIndex(_nodes, flatSizeClass);
        mine.Write(page, Page(1));
        long* slot = mine.FindSlot(page, out long root);
        Assert.Equal(Page(1), IndexSlot.Read(ref *slot));
        Assert.True(mine.IsCurrent(root));
        mine.Write(page, IndexSlot.Empty);
        other.Write(page, Page(2));
        Assert.Equal(Page(2), IndexSlot.Read(ref *slot));
        Assert.False(mine.IsCurrent(root));
        Assert.Equal(IndexSlot.Empty, mine.ReadSlot(page));
        mine.Write(page, Page(3));
        Assert.False(mine.IsCurrent(root));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(1L << 40)]
    public void ReadSlot_LeafOfTheLastPageBecameAnotherSpaces_IsEmpty(long page)
    {
        // Two pages in a leaf, so that the second is written by a hint; then all go, and others have the node.
        var mine = new RadixIndex(_nodes, flatSizeClass: 0);
        mine.Write(page, Page(1));
        mine.Write(page + 1, Page(2));
        mine.Write(page + 2, Page(3));
        for (long left = page; left < page + 3; left++)
        {
            mine.Write(left, IndexSlot.Empty);
        }

        var other = new RadixIndex(_nodes, flatSizeClass: 0);
        other.Write(page, Page(4));
        other.Write(page + 1, Page(5));
        Assert.Equal(IndexSlot.Empty, mine.ReadSlot(page + 1));
        mine.Write(page + 1, Page(6));
        Assert.Equal(Page(6), mine.ReadSlot(page + 1));
        Assert.Equal(Page(5), other.ReadSlot(page + 1));
        mine.Write(page + 1, IndexSlot.Empty);
        Assert.Equal(Page(5), other.ReadSlot(page + 1));
    }

    [Fact]
    public unsafe void Find_WalkOverANodeOfAnotherSpace_NeverLeavesTheMemory()
    {
        // The walk reads slots where it expects numbers of children: resident ones, whose low half is a frame.
        var mine = new RadixIndex(_nodes, flatSizeClass: 0);
        mine.Write(1L << 30, Page(1));
        mine.FindSlot(1L << 30, out long root);
        mine.Write(1L << 30, IndexSlot.Empty);
        var others = new RadixIndex[8];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = new RadixIndex(_nodes, flatSizeClass: 0);
            others[i].Write(0, Page(int.MaxValue - i));
            others[i].Write(1, Page(i));
        }

        for (long index = 0; index < 1L << 31; index += (1L << 24) + 1)
        {
            Assert.NotEqual(0x55, IndexSlot.Read(ref *_nodes.Find(root, index)));
        }

        Assert.False(mine.IsCurrent(root));
    }

    [Fact]
    public void PruneShadows_BoundedLooks_GoesOnWhereItStopped()
    {
        var index = new RadixIndex(_nodes, flatSizeClass: 0);
        for (long leaf = 0; leaf < 10; leaf++)
        {
            index.Write(leaf * 64, IndexSlot.Shadow((uint)leaf));
        }

        index.Write(3 * 64, Page(1));
        long from = 0;
        Assert.Equal(4 * IndexNode.Bytes, index.PruneShadows(ref from, maxLeaves: 4, spaceId: 0, policy: null));
        Assert.Equal(5 * 64, from);
        Assert.Equal(5, index.ShadowLeafCount);
        Assert.Equal(5 * IndexNode.Bytes, index.PruneShadows(ref from, maxLeaves: 6, spaceId: 0, policy: null));
        Assert.Equal(0, from);
        Assert.Equal(0, index.ShadowLeafCount);
        Assert.Equal(Page(1), index.ReadSlot(3 * 64));
    }

    private static long Page(int frame) => IndexSlot.Resident(new PageHandle(frame, frame));

    private static void Step(IndexModel model, long index, Random random)
    {
        bool isTaken = model.IsTaken(index);
        switch (random.Next(10))
        {
            case < 3:
                model.Insert(index);
                break;
            case < 5:
                model.Write(index, IndexSlot.Empty);
                break;
            case < 7:
                model.Write(index, IndexSlot.Shadow((uint)random.Next()));
                break;
            case 7 when isTaken:
                model.SetTag(index, IndexTag.Dirty, random.Next(2) == 0);
                break;
            case 8 when isTaken:
                model.SetTag(index, IndexTag.Writeback, random.Next(2) == 0);
                break;
            case 9 when random.Next(50) == 0:
                model.Prune();
                break;
        }
    }
}
