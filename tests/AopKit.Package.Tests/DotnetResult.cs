namespace AopKit.Package.Tests;

/// <summary>How a command ended and what it printed.</summary>
internal sealed record DotnetResult(string Command, int ExitCode, string Output)
{
    /// <summary>Fails with the output if the command failed.</summary>
    public DotnetResult AssertSucceeded()
    {
        Assert.True(ExitCode == 0, $"{Command} ended with {ExitCode}:\n{Output}");
        return this;
    }
}
