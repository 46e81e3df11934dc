using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AopKit.LifetimeBench.Reading;
using AopKit.LifetimeBench.Running;

namespace AopKit.LifetimeBench.Peers;

/// <summary>
/// A project in a folder of its own with all halves, each in a namespace of its own, built by the SDK as any project
/// is.
/// </summary>
internal sealed partial class PeerProject(string folder)
{
    private const string LogName = "peers.sarif";

    public string Folder { get; } = folder;

    public string Log => Path.Combine(Folder, LogName);

    /// <summary>Writes the project and one file for each half that compiles.</summary>
    /// <returns>Which half each file holds.</returns>
    public IReadOnlyDictionary<string, (CasePair Pair, CaseHalf Half)> Write(IEnumerable<CasePair> pairs)
    {
        Directory.CreateDirectory(Folder);
        string[] inherited = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];
        foreach (string name in inherited)
        {
            File.WriteAllText(Path.Combine(Folder, name), "<Project />");
        }

        File.WriteAllText(Path.Combine(Folder, "Peers.csproj"), ProjectText());
        var files = new Dictionary<string, (CasePair, CaseHalf)>(StringComparer.Ordinal);
        foreach (CasePair pair in pairs)
        {
            foreach (CaseHalf half in pair.Halves)
            {
                string text = CaseSource.Complete(half.Text);
                if (CaseCompiler.Errors(CaseCompiler.Compile(text)).Any())
                {
                    continue;
                }

                string name = string.Create(CultureInfo.InvariantCulture, $"Half{files.Count:0000}");
                File.WriteAllText(Path.Combine(Folder, name + ".cs"), Enclose(name, text));
                files.Add(name + ".cs", (pair, half));
            }
        }

        return files;
    }

    /// <summary>Switches every one of these rules on.</summary>
    public void SwitchOn(IEnumerable<string> rules)
    {
        var text = new StringBuilder("is_global = true\n");
        foreach (string rule in rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"dotnet_diagnostic.{rule}.severity = warning\n");
        }

        File.WriteAllText(Path.Combine(Folder, ".globalconfig"), text.ToString());
    }

    // All in one line before the text, so that lines keep their numbers.
    private static string Enclose(string name, string text) =>
        $"namespace {name} {{ " + FileScope().Replace(text, "") + "\n}\n";

    private static string ProjectText()
    {
        IEnumerable<string> packages = PeerTools.All.Where(tool => tool.Version is not null).Select(
            tool => $"<PackageReference Include=\"{tool.Name}\" Version=\"{tool.Version}\" PrivateAssets=\"all\" />");
        IEnumerable<string> references = Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => IsUsedByCases(Path.GetFileName(path)))
            .Select(path => $"<Reference Include=\"{path}\" />");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>14.0</LangVersion>
                <Nullable>enable</Nullable>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <NuGetAudit>false</NuGetAudit>
                <NoWarn>$(NoWarn);NU1603</NoWarn>
                <ErrorLog>$(MSBuildProjectDirectory)/{LogName},version=2.1</ErrorLog>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", packages.Concat(references))}
              </ItemGroup>
            </Project>
            """;
    }

    private static bool IsUsedByCases(string name) => name is "AopKit.dll" or "AopKit.Abstractions.dll"
        || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.IO.", StringComparison.Ordinal)
        || name.StartsWith("BitFaster.", StringComparison.Ordinal);

    [GeneratedRegex(@"^namespace [\w.]+;", RegexOptions.Multiline)]
    private static partial Regex FileScope();
}
