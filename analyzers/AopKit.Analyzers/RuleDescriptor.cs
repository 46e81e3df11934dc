using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers;

/// <summary>Makes a descriptor with the help link and the category that all rules share.</summary>
internal static class RuleDescriptor
{
    public const string Category = "Lifetime";

    public static DiagnosticDescriptor Create(
        string id,
        string title,
        string message,
        string description,
        DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
#pragma warning disable RS2008 // The ids are tracked in AnalyzerReleases; the check cannot see through this factory.
        new(id, title, message, Category, severity, isEnabledByDefault: true, description,
            RuleIdentifiers.HelpLink(id));
#pragma warning restore RS2008
}
