using System.Text.RegularExpressions;

namespace AopKit.Package.Tests;

/// <summary>
/// A console project outside the repository that references one package and nothing else, and can restore it from
/// nowhere but the packed solution.
/// </summary>
internal sealed partial class Consumer : IDisposable
{
    private static readonly string[] s_emptyFiles =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    private const string Verdict = "Build succeeded.";

    private readonly string _folder = Directory.CreateTempSubdirectory("aopkit-consumer-").FullName;
    private readonly Dotnet _dotnet;

    /// <param name="packages">Where AopKit comes from.</param>
    /// <param name="source">The program: a file of the folder <c>Consumers</c>.</param>
    /// <param name="package">What the project references.</param>
    public Consumer(PackedSolution packages, string source, string package = "AopKit")
    {
        _dotnet = new Dotnet(Path.Combine(_folder, "home"));
        Directory.CreateDirectory(Project);
        foreach (string name in s_emptyFiles)
        {
            Write(name, "<Project />");
        }

        Write("Directory.Build.rsp", "");
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{packages.Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
              </fallbackPackageFolders>
            </configuration>
            """);
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Consumers", source), Program);
    }

    /// <summary>Gives the project a text file that its analyzers read.</summary>
    public void AddContracts(string text)
    {
        Write("Consumer.lifetimes.txt", text);
        Write("Directory.Build.props", """
            <Project>
              <ItemGroup>
                <AdditionalFiles Include="*.lifetimes.txt" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>The program's only file.</summary>
    public string Program => Path.Combine(Project, "Program.cs");

    private string Project => Path.Combine(_folder, "consumer");

    /// <summary>Builds the project from scratch, warnings being no errors.</summary>
    public async Task<DotnetResult> BuildAsync() => (await TryBuildAsync()).AssertSucceeded();

    /// <summary>The same, whether or not it succeeds.</summary>
    public Task<DotnetResult> TryBuildAsync() => _dotnet.RunAsync(Project, "build", "--no-incremental", "-v:quiet");

    /// <summary>Runs what was built.</summary>
    public async Task<DotnetResult> RunAsync() => (await _dotnet.RunAsync(Project, "run", "--no-build"))
        .AssertSucceeded();

    /// <summary>Has the fixes of one rule applied, as a user's command line would.</summary>
    public async Task<DotnetResult> FormatAsync(string rule) => (await _dotnet.RunAsync(
        Project, "format", "analyzers", "--diagnostics", rule, "--severity", "warn"))
        .AssertSucceeded();

    /// <summary>The warnings of a build in the order of their lines: <c>line: id</c>.</summary>
    /// <remarks>
    /// MSBuild says each of them again below its verdict; one that is reported twice stands twice above it.
    /// </remarks>
    public static string[] WarningsIn(DotnetResult build) =>
    [
        .. from match in Warning().Matches(build.Output.Split(Verdict)[0])
           let line = int.Parse(match.Groups["line"].Value)
           let id = match.Groups["id"].Value
           orderby line, id
           select $"{line}: {id}",
    ];

    /// <summary>What the program's comments announce: <c>// AOP1002</c> ends each line that a rule warns of.</summary>
    public string[] AnnouncedWarnings() =>
    [
        .. from line in File.ReadLines(Program).Select((text, i) => (text, number: i + 1))
           from match in Announcement().Matches(line.text)
           select $"{line.number}: {match.Groups["id"].Value}",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Project, name), text);

    [GeneratedRegex(@"Program\.cs\((?<line>\d+),\d+\): warning (?<id>\w+):")]
    private static partial Regex Warning();

    [GeneratedRegex(@"// (?<id>AOP\d{4})$")]
    private static partial Regex Announcement();
}
