using System.Diagnostics;
using System.Text;

namespace AopKit.Package.Tests;

/// <summary>Runs the <c>dotnet</c> command, free of what this test run put into the environment.</summary>
/// <param name="home">
/// Where the command keeps its own files and the packages that it restores, as on a new machine; null for the user's.
/// </param>
internal sealed class Dotnet(string? home = null)
{
    /// <summary>Ten times what the slowest command takes on two busy cores; a hang must end as a failure.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    /// <summary>Variables that lead a child to the build that started this test host.</summary>
    private static readonly string[] s_buildPrefixes = ["MSBUILD", "VSTEST_", "COREHOST_"];

    /// <summary>Variables that lead a child to this user's package folders.</summary>
    private static readonly string[] s_userPrefixes = ["NUGET_"];

    /// <summary>A build server would outlive the command, keep its output open and its folder in use.</summary>
    private static readonly Dictionary<string, string> s_settings = new()
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
    };

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it printed to both of its streams, line by line.</returns>
    public async Task<DotnetResult> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start.Environment);

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end:\n{output}");
        }

        return new DotnetResult($"dotnet {string.Join(' ', arguments)}", process.ExitCode, output.ToString());
    }

    private void Prepare(IDictionary<string, string?> environment)
    {
        string[] prefixes = home is null ? s_buildPrefixes : [.. s_buildPrefixes, .. s_userPrefixes];
        foreach (string name in environment.Keys
            .Where(name => prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            environment.Remove(name);
        }

        foreach ((string name, string value) in s_settings)
        {
            environment[name] = value;
        }

        if (home is not null)
        {
            environment["DOTNET_CLI_HOME"] = home;
            environment["NUGET_PACKAGES"] = Path.Combine(home, "packages");
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
