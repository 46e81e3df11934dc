using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Tests.Fsblock.Format;

public sealed class BlockPathTests
{
    private const int Pointers = 256;
    private static readonly Superblock s_shape = TestShape.Default;

    [Theory]
    [InlineData(0L, 0, new[] { 0 })]
    [InlineData(11L, 0, new[] { 11 })]
    [InlineData(12L, 1, new[] { 12, 0 })]
    [InlineData(12L + 255, 1, new[] { 12, 255 })]
    [InlineData(12L + 256, 2, new[] { 13, 0, 0 })]
    [InlineData(12L + 256 + 65535, 2, new[] { 13, 255, 255 })]
    [InlineData(12L + 256 + 65536, 3, new[] { 14, 0, 0, 0 })]
    [InlineData(12L + 256 + 65536 + 16777215, 3, new[] { 14, 255, 255, 255 })]
    public void Path_OnEachEdge_TakesTheRightSlots(long fileBlock, int depth, int[] slots)
    {
        BlockPath path = BlockPath.To(fileBlock, s_shape);

        Assert.Equal(depth, path.Depth);
        for (int level = 0; level <= depth; level++)
        {
            Assert.Equal(slots[level], path[level]);
        }

        Assert.Equal(1, path.BlocksBelow(depth, Pointers));
        Assert.Equal((long)Math.Pow(Pointers, depth), path.BlocksBelow(0, Pointers));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(12L + 256 + 65536 + 16777216)]
    [InlineData(long.MaxValue)]
    public void Path_BeyondTheLargestFile_IsRefused(long fileBlock) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockPath.To(fileBlock, s_shape));
}
