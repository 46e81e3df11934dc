using AopKit;
using AopKit.Testing;

namespace AopKit.Package.Tests.Consumers;

/// <summary>Runs the contract suite and the race explorer as somebody does who has nothing but the packages.</summary>
internal static class Program
{
    private static void Main()
    {
        ContractCase[] cases = [.. new ZerosContract().Cases()];
        foreach (ContractCase entry in cases)
        {
            entry.Run();
        }

        Console.WriteLine($"{cases.Length} cases kept the contract.");
        RaceReport report = RaceExplorer.Explore(
            () => new int[1],
            counter => _ = counter[0] == 2 ? 0 : throw new InvalidOperationException("An increment was lost."),
            new RaceBound(),
            new RaceThread<int[]>("one", Increment), new RaceThread<int[]>("two", Increment));
        Console.WriteLine(report.Failure is null ? "Nothing was found." : "A lost update was found.");
    }

    private static void Increment(int[] counter)
    {
        RaceExplorer.Point(counter);
        int seen = counter[0];
        RaceExplorer.Point(counter);
        counter[0] = seen + 1;
    }
}

internal sealed class ZerosContract : ClientContract<object>
{
    protected override AddressSpace<object> CreateSpace(PageCache cache, ReleaseProtocol protocol) =>
        cache.CreateAddressSpace(new Zeros(), new AddressSpaceOptions { ReleaseProtocol = protocol });
}

internal sealed class Zeros : IAddressSpaceOperations<object>
{
    public void ReadPage(FillPage<object> page) => page.Bytes.Clear();
}
