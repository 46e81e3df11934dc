using Xunit.Abstractions;

namespace AopKit.Stress.Tests.Storm;

public sealed class StormTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, Checks.Off)]
    [InlineData(2, Checks.Basic)]
    [InlineData(3, Checks.Full)]
    public void Storm_AllDoorsAndProtocols_EndsWhole(int seed, Checks checks) =>
        output.WriteLine(new StormRun(seed, operationsPerThread: 3000, checks).Execute());
}
