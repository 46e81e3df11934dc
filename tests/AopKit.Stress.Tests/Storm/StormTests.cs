using Xunit.Abstractions;

namespace AopKit.Stress.Tests.Storm;

public sealed class StormTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, Checks.Off, false)]
    [InlineData(2, Checks.Basic, false)]
    [InlineData(3, Checks.Full, false)]
    [InlineData(4, Checks.Off, true)]
    [InlineData(5, Checks.Full, true)]
    public void Storm_AllDoorsAndProtocols_EndsWhole(int seed, Checks checks, bool hasBackground) =>
        output.WriteLine(new StormRun(seed, operationsPerThread: 3000, checks, hasBackground).Execute());
}
