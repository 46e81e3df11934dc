using AopKit.Frames;

namespace AopKit.Tests.Frames;

public sealed class FrameStackTests
{
    private const int FrameCount = 4096;

    private readonly FrameTable _frames = new(FrameCount, 4096);

    [Theory]
    [InlineData(3)]
    [InlineData(FrameCount)]
    public void TryPop_AfterPushes_GivesEachFrameOnceTheLastOnesFirst(int count)
    {
        FrameStack stack = Fill(count);

        Assert.Equal(count, stack.Count);
        Assert.Equal(Enumerable.Range(0, count), stack.Enumerate().Order());
        Assert.True(stack.TryPop(out int first));
        Assert.Equal(count - 1, first);
        HashSet<int> popped = [first];
        while (stack.TryPop(out int frame))
        {
            Assert.True(popped.Add(frame));
        }

        Assert.Equal(count, popped.Count);
        Assert.Equal(0, stack.Count);
    }

    [Fact]
    public void MoveTo_FramesOfACondition_LeavesTheOthers()
    {
        FrameStack stack = Fill(FrameCount);
        var other = new FrameList(_frames.Native.Notes);

        int moved = stack.MoveTo(other, static frame => frame % 3 == 0);

        Assert.Equal(other.Count, moved);
        Assert.All(other.Enumerate(), static frame => Assert.Equal(0, frame % 3));
        Assert.Equal(FrameCount - moved, stack.Enumerate().Count(static frame => frame % 3 != 0));
    }

    private FrameStack Fill(int count)
    {
        var stack = new FrameStack(_frames.Native.Notes);
        for (int frame = 0; frame < count; frame++)
        {
            _frames.Native.Commit(frame);
            stack.Push(frame);
        }

        return stack;
    }
}
