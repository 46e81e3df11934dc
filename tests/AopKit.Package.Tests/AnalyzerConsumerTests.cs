namespace AopKit.Package.Tests;

/// <summary>What somebody gets who references AopKit.Analyzers and nothing else.</summary>
[Collection(nameof(PackedSolution))]
public sealed class AnalyzerConsumerTests(PackedSolution packages)
{
    private const string Package = "AopKit.Analyzers";

    [Fact]
    public async Task Build_RentedArrayUsedAfterReturn_IsWarned()
    {
        using var consumer = new Consumer(packages, "Pooling.cs", Package);

        DotnetResult build = await consumer.BuildAsync();

        Assert.Equal(["13: AOP1001"], consumer.AnnouncedWarnings());
        Assert.Equal(consumer.AnnouncedWarnings(), Consumer.WarningsIn(build));
    }

    [Fact]
    public async Task Format_RentedArrayUsedAfterReturn_MovesTheReturn()
    {
        using var consumer = new Consumer(packages, "Pooling.cs", Package);

        await consumer.FormatAsync("AOP1001");

        string[] lines = await File.ReadAllLinesAsync(consumer.Program);
        Assert.True(
            Array.FindIndex(lines, line => line.Contains("Return(buffer)"))
                > Array.FindIndex(lines, line => line.Contains("WriteLine")),
            string.Join('\n', lines));
        Assert.Empty(Consumer.WarningsIn(await consumer.BuildAsync()));
    }

    /// <summary>The attributes are source in the consumer: nothing to reference, nothing at run time.</summary>
    [Fact]
    public async Task Build_OwnContracts_AreReadFromAttributesAndFromATextFile()
    {
        using var consumer = new Consumer(packages, "Contracted.cs", Package);
        consumer.AddContracts("M:AopKit.Package.Tests.Consumers.Shelf.Lay(System.Object)  item: ends  # laid away\n");

        DotnetResult build = await consumer.BuildAsync();

        Assert.Equal(3, consumer.AnnouncedWarnings().Length);
        Assert.Equal(consumer.AnnouncedWarnings(), Consumer.WarningsIn(build));
        await consumer.RunAsync();
    }

    [Fact]
    public async Task Build_FaultyContractFile_IsAnErrorWithLineAndColumn()
    {
        using var consumer = new Consumer(packages, "Pooling.cs", Package);
        consumer.AddContracts("# ours\nM:System.String.Trimm  acquires\n");

        DotnetResult build = await consumer.TryBuildAsync();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Consumer.lifetimes.txt(2,1): error AOP5001", build.Output);
    }
}
