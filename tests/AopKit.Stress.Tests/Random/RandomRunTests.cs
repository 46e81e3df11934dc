using Xunit.Abstractions;

namespace AopKit.Stress.Tests.Random;

public sealed class RandomRunTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 25_000)]
    [InlineData(2026, 25_000)]
    public void RandomRun_EngineAndModel_Agree(long seed, long operationCount) =>
        output.WriteLine(new RandomRun(seed, operationCount).Execute());

    [Fact]
    public void RandomRun_SameSeed_IsTheSameRun() =>
        Assert.Equal(new RandomRun(7, 1500).Execute(), new RandomRun(7, 1500).Execute());
}
