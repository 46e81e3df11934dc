namespace AopKit.Tidy.Tests.Layers;

public sealed class EngineDependenciesTests
{
    [Fact]
    public void Engine_EveryFolder_UsesOnlyWhatLiesBelowIt() =>
        Repository.AssertNone(
            EngineDependencies.In(Repository.SourcesBelow("src/AopKit/")).Where(EngineLayers.IsForbidden)
                .Select(use => $"{use.Place}: {use.From} uses {use.Type} of {use.To}"),
            "Paths depend on nouns, never the reverse, and nothing uses the façade.");

    [Fact]
    public void Engine_EveryFolder_IsInTheTable() =>
        Assert.Empty(
            Repository.SourcesBelow("src/AopKit/").Select(source => source.Folder.Split('/'))
                .Where(folders => folders.Length > 2).Select(folders => folders[2])
                .Distinct().Except(EngineLayers.Folders));

    [Fact]
    public void Table_Itself_HasNoCycle() =>
        Assert.All(EngineLayers.Folders, folder => Assert.DoesNotContain(folder, Below(folder)));

    [Theory]
    [InlineData("Residency", "Frames", false)]
    [InlineData("Frames", "Residency", true)]
    [InlineData("Reclaim", "Writeback", false)]
    [InlineData("Writeback", "Reclaim", true)]
    [InlineData("Lookup", "Callbacks", true)]
    [InlineData("Lookup", "Diagnostics", false)]
    public void IsForbidden_PlantedUse_GoesByTheTable(string from, string to, bool forbidden) =>
        AssertForbidden(
            forbidden,
            new($"src/AopKit/{to}/Used.cs", $"namespace AopKit.{to}; class Used {{ public static void Run() {{ }} }}"),
            new($"src/AopKit/{from}/User.cs", $"namespace AopKit.{from}; class User {{ User() => {to}.Used.Run(); }}"));

    [Theory]
    [InlineData("class Used { public static void Run() { } }", true)]
    [InlineData("record Used { public static void Run() { } }", false)]
    [InlineData("class Used { public static int Run() => 0; public int Count { get; } }", true)]
    [InlineData("class Used { public int Count { get; init; } }", false)]
    [InlineData("enum Used { None }", false)]
    public void IsForbidden_PlantedUseOfTheRoot_TellsTheFacadeFromValues(string type, bool forbidden) =>
        AssertForbidden(
            forbidden,
            new("src/AopKit/Used.cs", $"namespace AopKit; {type}"),
            new("src/AopKit/Frames/User.cs", "namespace AopKit.Frames; class User { Used F() => default!; }"));

    /// <summary>All folders that a folder reaches, each once, however long the chain.</summary>
    private static HashSet<string> Below(string folder)
    {
        HashSet<string> reached = [];
        Stack<string> next = new(EngineLayers.UsedBy(folder));
        while (next.TryPop(out string? used))
        {
            if (reached.Add(used))
            {
                foreach (string further in EngineLayers.UsedBy(used))
                {
                    next.Push(further);
                }
            }
        }

        return reached;
    }

    private static void AssertForbidden(bool expected, params SourceFile[] engine) =>
        Assert.Equal(expected, EngineLayers.IsForbidden(Assert.Single(EngineDependencies.In(engine))));
}
