using System.Diagnostics;
using AopKit.LifetimeBench.Reading;
using AopKit.LifetimeBench.Report;
using AopKit.LifetimeBench.Running;

namespace AopKit.LifetimeBench.Peers;

/// <summary>
/// Shows the same cases to other packages. The first build tells which rules there are, the second has them all on.
/// </summary>
internal static class PeerRun
{
    /// <summary>Builds the cases with every package, and counts what each of them says.</summary>
    /// <returns>A row for each package and one for all together.</returns>
    /// <exception cref="IOException">The build fails; the message ends with what it printed.</exception>
    public static IReadOnlyList<SetFigures> Count(IReadOnlyList<CasePair> pairs)
    {
        string folder = Path.Combine(Path.GetTempPath(), "lifetimebench-" + Guid.NewGuid().ToString("N"));
        try
        {
            var project = new PeerProject(folder);
            IReadOnlyDictionary<string, (CasePair Pair, CaseHalf Half)> files = project.Write(pairs);
            Build(project);
            project.SwitchOn(SarifLog.Read(project.Log).Rules);
            Build(project);
            return Count(pairs, files, SarifLog.Read(project.Log));
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static IReadOnlyList<SetFigures> Count(
        IReadOnlyList<CasePair> pairs, IReadOnlyDictionary<string, (CasePair Pair, CaseHalf Half)> files, SarifLog log)
    {
        List<(string Tool, CasePair Pair)> caught = [];
        List<string> falseReports = [];
        foreach ((string rule, string file, int line) in log.Reports)
        {
            if (PeerTools.Owner(rule) is not { } tool || !PeerTools.IsAboutLifetimes(rule)
                || !files.TryGetValue(file, out (CasePair Pair, CaseHalf Half) shown))
            {
                continue;
            }

            if (shown.Half.Kind != HalfKind.Bad)
            {
                falseReports.Add(tool);
            }
            else if (CaseSource.MarkedLines(CaseSource.Complete(shown.Half.Text)).Contains(line))
            {
                caught.Add((tool, shown.Pair));
            }
        }

        int bad = pairs.Count;
        int clean = pairs.Sum(pair => pair.Silent.Count());
        return
        [
            .. PeerTools.All.Select(tool => new SetFigures(
                tool.Name, bad, caught.Where(found => found.Tool == tool.Name).Distinct().Count(), 0, clean,
                falseReports.Count(found => found == tool.Name))),
            new SetFigures(
                "all of them together", bad, caught.Select(found => found.Pair).Distinct().Count(), 0, clean,
                falseReports.Count),
        ];
    }

    private static void Build(PeerProject project)
    {
        File.Delete(project.Log);
        var start = new ProcessStartInfo("dotnet", ["build", "-nologo", "-v", "quiet", "--no-incremental"])
        {
            WorkingDirectory = project.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process build = Process.Start(start) ?? throw new IOException("'dotnet build' could not be started.");
        Task<string> errors = build.StandardError.ReadToEndAsync();
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        if (!File.Exists(project.Log) || build.ExitCode != 0)
        {
            throw new IOException($"The cases could not be built with the other packages:\n{output}\n{errors.Result}");
        }
    }
}
