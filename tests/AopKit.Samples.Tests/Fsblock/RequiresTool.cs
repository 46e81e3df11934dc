using System.Diagnostics;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>A fact that needs a program of e2fsprogs, and is skipped, saying so, where that is missing.</summary>
internal sealed class RequiresToolFactAttribute : FactAttribute
{
    public RequiresToolFactAttribute(string tool) => Skip = Tool.SkipReason(tool);
}

/// <summary>As <see cref="RequiresToolFactAttribute"/>, with data.</summary>
internal sealed class RequiresToolTheoryAttribute : TheoryAttribute
{
    public RequiresToolTheoryAttribute(string tool) => Skip = Tool.SkipReason(tool);
}

/// <summary>Finds and runs the programs of e2fsprogs, which are the independent judge of what is written.</summary>
internal static class Tool
{
    private static readonly string[] s_folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/sbin"];

    public static string? SkipReason(string tool) =>
        Find(tool) is null
            ? $"'{tool}' is not installed; 'apt-get update && apt-get install -y e2fsprogs' enables this test."
            : null;

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, and all that it printed.</returns>
    public static (int ExitCode, string Output) Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(tool)!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static string? Find(string tool) =>
        s_folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
}
