using Microsoft.CodeAnalysis;

namespace AopKit.Tidy.Tests.Layers;

/// <summary>
/// Which folder of the engine may use which: paths depend on nouns, never the reverse, and nothing uses the façade but
/// <c>Files</c>, which is a client of it.
/// </summary>
internal static class EngineLayers
{
    /// <summary>The root of the project: the façade, and the plain values that it is given and gives back.</summary>
    public const string Facade = "(façade)";

    private static readonly string[] s_nouns = ["Frames", "Residency", "Callbacks"];

    /// <summary>Everybody counts, reports and checks through these; they may look at the nouns to do so.</summary>
    private static readonly string[] s_beside = ["Checking", "Diagnostics"];

    /// <summary>
    /// The chains between paths: a pin looks up, then fills; who needs a frame asks reclaim for it; what leaves through
    /// a refusable door goes through the release protocols; teardown writes, then truncates.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["Frames"] = [],
        ["Background"] = [],
        ["Callbacks"] = ["Frames"],
        ["Residency"] = ["Frames", "Callbacks"],
        ["Lookup"] = ["Residency", "Frames"],
        ["ReadAhead"] = [.. s_nouns, "Fill"],
        ["Fill"] = [.. s_nouns, "Lookup", "Reclaim"],
        ["Reclaim"] = [.. s_nouns, "Background", "Writeback", "Protocols", "Pressure"],
        ["Teardown"] = [.. s_nouns, "Truncate", "Writeback"],
        ["Truncate"] = [.. s_nouns, "Writeback", "Protocols", "Reclaim"],
        ["Migrate"] = [.. s_nouns, "Background", "Reclaim"],
        ["Writeback"] = [.. s_nouns, "Background"],
        ["Protocols"] = s_nouns,
        ["Pressure"] = s_nouns,
        ["Checking"] = s_nouns,
        ["Diagnostics"] = s_nouns,
        ["Files"] = [Facade],
    };

    public static IReadOnlyCollection<string> Folders => s_mayUse.Keys;

    public static bool IsForbidden(EngineDependency use)
    {
        if (use.From == Facade || s_beside.Contains(use.To)
            || s_mayUse.GetValueOrDefault(use.From, []).Contains(use.To))
        {
            return false;
        }

        return use.To != Facade || Acts(use.Type);
    }

    /// <summary>The folders that <paramref name="folder"/> may use, beside those that everybody may.</summary>
    public static IEnumerable<string> UsedBy(string folder) => s_mayUse.GetValueOrDefault(folder, []);

    /// <summary>Options, statistics, enums and the like may be used everywhere; what acts may not.</summary>
    private static bool Acts(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsRecord: false }
        && type.GetMembers().OfType<IMethodSymbol>().Any(method =>
            method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private });
}
