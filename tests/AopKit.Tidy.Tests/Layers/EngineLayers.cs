using Microsoft.CodeAnalysis;

namespace AopKit.Tidy.Tests.Layers;

/// <summary>
/// Which folder of the engine may use which: paths depend on nouns, never the reverse, and nothing uses the façade.
/// </summary>
internal static class EngineLayers
{
    /// <summary>The root of the project: the façade, and the plain values that it is given and gives back.</summary>
    public const string Facade = "(façade)";

    private static readonly string[] s_nouns = ["Frames", "Residency", "Callbacks"];

    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["Frames"] = [],
        ["Callbacks"] = [],
        ["Residency"] = ["Frames", "Callbacks"],
        ["Lookup"] = ["Residency", "Frames"],
        ["ReadAhead"] = [.. s_nouns, "Fill"],
        ["Fill"] = [.. s_nouns, "Reclaim"],
        ["Reclaim"] = [.. s_nouns, "Writeback", "Protocols", "Pressure"],
        ["Teardown"] = [.. s_nouns, "Truncate"],
        ["Truncate"] = [.. s_nouns, "Writeback"],
        ["Writeback"] = s_nouns,
        ["Protocols"] = s_nouns,
        ["Pressure"] = s_nouns,
        ["Migrate"] = s_nouns,
    };

    public static IReadOnlyCollection<string> Folders => s_mayUse.Keys;

    public static bool IsForbidden(EngineDependency use) => use.From != Facade
        && (use.To == Facade ? Acts(use.Type) : !s_mayUse.GetValueOrDefault(use.From, []).Contains(use.To));

    /// <summary>Options, statistics, enums and the like may be used everywhere; what acts may not.</summary>
    private static bool Acts(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsRecord: false }
        && type.GetMembers().OfType<IMethodSymbol>().Any(method =>
            method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private });
}
