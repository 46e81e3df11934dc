using System.Reflection;

namespace AopKit.LifetimeBench.Reading;

/// <summary>All cases, which are part of the assembly.</summary>
internal static class CaseLibrary
{
    /// <summary>Every pair, in the order of sets and ids.</summary>
    public static IReadOnlyList<CasePair> All { get; } = Load();

    private static CasePair[] Load()
    {
        Assembly assembly = typeof(CaseLibrary).Assembly;
        CasePair[] pairs =
        [
            .. from name in assembly.GetManifestResourceNames()
               where name.StartsWith("Cases/", StringComparison.Ordinal)
               from pair in CaseFile.Read(name.Replace('\\', '/'), ReadText(assembly, name))
               orderby pair.Set, pair.Id
               select pair,
        ];
        CasePair? twin = pairs.GroupBy(pair => (pair.Set, pair.Id)).FirstOrDefault(group => group.Count() > 1)?.First();
        return twin is null ? pairs : throw new FormatException($"Two cases are called {twin}.");
    }

    private static string ReadText(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
