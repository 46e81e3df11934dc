using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Tests.Testing;

/// <summary>
/// Analyzers that others have made, from the SDK and from packages; the build has put them beside the tests.
/// </summary>
internal static class PeerAnalyzers
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    private static readonly ImmutableArray<Assembly> s_assemblies =
        [.. Directory.EnumerateFiles(s_folder, "*.dll").Order().Select(Assembly.LoadFrom)];

    /// <summary>All analyzers that can report an id.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Of(string id) =>
    [
        .. s_assemblies.SelectMany(Types).Where(type => !type.IsAbstract
            && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == id)),
    ];

    // Some types need assemblies that only an editor has.
    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            return failure.Types.OfType<Type>();
        }
    }
}
