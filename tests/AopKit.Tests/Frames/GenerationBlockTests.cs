using AopKit.Frames;

namespace AopKit.Tests.Frames;

public sealed class GenerationBlockTests
{
    [Fact]
    public void Next_OfTwoThreadsInTurn_GivesEveryNumberOnceAndNeverZero()
    {
        long last = 0;
        GenerationBlock one = default;
        GenerationBlock other = default;
        HashSet<long> given = [];
        for (int turn = 0; turn < 1000; turn++)
        {
            Assert.True(given.Add(one.Next(ref last)));
            Assert.True(turn % 7 != 0 || given.Add(other.Next(ref last)));
        }

        Assert.DoesNotContain(0, given);
    }
}
