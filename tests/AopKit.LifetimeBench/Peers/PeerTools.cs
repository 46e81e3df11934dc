using System.Text.RegularExpressions;

namespace AopKit.LifetimeBench.Peers;

/// <summary>The packages that the cases are shown to as well, and which of their rules speak of lifetimes.</summary>
/// <remarks>
/// All rules of all of them are switched on. Rules about names, layout or speed say nothing of a bug, so what counts,
/// as found or as a false report, is a rule of this list: chosen by title, from all that the packages declare, before
/// any was run over the cases.
/// </remarks>
internal static partial class PeerTools
{
    /// <summary>Package, version, and what its rules' ids begin with.</summary>
    public static IReadOnlyList<(string Name, string? Version, string Prefix)> All { get; } =
    [
        (".NET SDK, latest-all", null, "CA"),
        ("IDisposableAnalyzers", "4.0.8", "IDISP"),
        ("Meziantou.Analyzer", "3.0.321", "MA"),
        ("Roslynator.Analyzers", "5.0.1", "RCS"),
        ("SonarAnalyzer.CSharp", "10.36.0", "S"),
        ("Microsoft.VisualStudio.Threading.Analyzers", "18.12.1", "VSTHRD"),
    ];

    private static readonly HashSet<string> s_lifetimeRules =
    [
        "CA1001", "CA2000", "CA2012", "CA2014", "CA2015", "CA2025", "CA2213", "CA2215", "CA2216",
        "IDISP001", "IDISP002", "IDISP003", "IDISP004", "IDISP005", "IDISP006", "IDISP007", "IDISP008", "IDISP009",
        "IDISP010", "IDISP011", "IDISP012", "IDISP013", "IDISP015", "IDISP016", "IDISP017", "IDISP023",
        "MA0042", "MA0045", "MA0055", "MA0100", "MA0129", "RCS1133", "RCS1229",
        "S2930", "S2931", "S2952", "S2997", "S3869", "S3966", "S4462", "S5034",
        "VSTHRD002", "VSTHRD003", "VSTHRD103", "VSTHRD107",
    ];

    public static bool IsAboutLifetimes(string rule) => s_lifetimeRules.Contains(rule);

    /// <summary>Whose rule it is; null for the compiler's own.</summary>
    public static string? Owner(string rule)
    {
        string letters = Letters().Match(rule).Value;
        return All.FirstOrDefault(tool => tool.Prefix == letters).Name;
    }

    [GeneratedRegex("^[A-Za-z]+")]
    private static partial Regex Letters();
}
