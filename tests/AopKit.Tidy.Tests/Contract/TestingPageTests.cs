namespace AopKit.Tidy.Tests.Contract;

/// <summary>The client of docs/testing.md is one that is compiled and run.</summary>
public sealed class TestingPageTests
{
    [Fact]
    public void ExampleClient_OnThePage_IsTheTestedOne()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/testing.md"));
        string snippet = page.Split("```csharp\n")[1].Split("```")[0];
        string tested = File.ReadAllText(
            Path.Combine(Repository.Root, "tests/AopKit.Tests/Testing/ExampleClientTests.cs"));

        Assert.EndsWith(snippet, tested);
    }
}
