namespace AopKit.Package.Tests;

/// <summary>What somebody gets who references AopKit and nothing else.</summary>
[Collection(nameof(PackedSolution))]
public sealed class ConsumerTests(PackedSolution packages)
{
    [Fact]
    public async Task Build_ClientThatKeepsTheContract_IsSilent()
    {
        using var consumer = new Consumer(packages, "WellBehaved.cs");

        Assert.Empty(Consumer.WarningsIn(await consumer.BuildAsync()));
    }

    [Fact]
    public async Task Build_ClientThatBreaksTheContract_IsWarnedOncePerBreach()
    {
        using var consumer = new Consumer(packages, "Misbehaving.cs");

        DotnetResult build = await consumer.BuildAsync();

        Assert.NotEmpty(consumer.AnnouncedWarnings());
        Assert.Equal(consumer.AnnouncedWarnings(), Consumer.WarningsIn(build));
    }

    /// <summary>The suite, and the explorer in it, on the engine as it is shipped.</summary>
    [Fact]
    public async Task Run_ContractSuiteAndExplorer_WorkFromThePackages()
    {
        using var consumer = new Consumer(packages, "Testing.cs", "AopKit.Testing");
        await consumer.BuildAsync();

        string output = (await consumer.RunAsync()).Output;

        Assert.Contains("18 cases kept the contract.", output);
        Assert.Contains("A lost update was found.", output);
    }

    [Fact]
    public async Task Format_RuleWithAFix_MendsTheSource()
    {
        using var consumer = new Consumer(packages, "Misbehaving.cs");
        string[] remaining = [.. consumer.AnnouncedWarnings().Where(warning => !warning.EndsWith(": AOP2003"))];

        await consumer.FormatAsync("AOP2003");

        Assert.Contains("using PagePin<TreeNode> page", await File.ReadAllTextAsync(consumer.Program));
        Assert.Equal(remaining, Consumer.WarningsIn(await consumer.BuildAsync()));
    }
}
