using System.Runtime.CompilerServices;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Tests.Frames;

public sealed class FrameTableTests
{
    private const int PageSize = 4096;

    private GenerationBlock _numbers;

    [Fact]
    public unsafe void Header_OfAnyFrame_LiesInOneCacheLine()
    {
        var frames = new FrameTable(1000, PageSize);

        for (int frame = 0; frame < frames.Capacity; frame++)
        {
            nuint address = (nuint)Unsafe.AsPointer(ref frames.Header(frame));
            Assert.Equal(address / 64, (address + FrameHeader.SizeBytes - 1) / 64);
        }

        Assert.Equal(FrameHeader.SizeBytes, Unsafe.SizeOf<FrameHeader>());
    }

    [Fact]
    public void Open_OfAPageThatCannotHaveMetadata_MakesNoPlaceForIt()
    {
        var frames = new FrameTable(64, PageSize);
        frames.Native.Commit(3);

        frames.Open(3, spaceId: 1, index: 7, hasMetadata: false, ref _numbers);

        Assert.False(frames.HasMetadataPlace(3));
        Assert.Null(frames.Metadata(3));
    }

    [Fact]
    public void Open_OfAPageThatCanHaveMetadata_MakesThePlaceOfItsOwn()
    {
        var frames = new FrameTable(64, PageSize);
        frames.Native.Commit(3);
        frames.Native.Commit(4);
        frames.Open(3, spaceId: 1, index: 7, hasMetadata: true, ref _numbers);
        frames.Open(4, spaceId: 1, index: 8, hasMetadata: true, ref _numbers);
        object metadata = new();

        frames.Metadata(3) = metadata;

        Assert.Same(metadata, frames.Metadata(3));
        Assert.Null(frames.Metadata(4));
    }

    [Fact]
    public void OpenMoved_FromAFrameWithMetadata_MakesAPlaceInTheOther()
    {
        const int Segment = 4096;
        var frames = new FrameTable(2 * Segment, PageSize);
        frames.Native.Commit(Segment);
        frames.Native.Commit(0);
        frames.Open(Segment, spaceId: 1, index: 7, hasMetadata: true, ref _numbers);

        frames.OpenMoved(from: Segment, to: 0);

        Assert.True(frames.HasMetadataPlace(0));
    }

    [Fact]
    public void Overhead_WithASlotOfAFullLeaf_FitsIntoACacheLine() =>
        Assert.InRange(
            FreeFrames.OverheadBytes + (IndexNode.Bytes / IndexNode.Fanout), 1, 64);
}
