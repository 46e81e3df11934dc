using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.Tidy.Tests.Layers;

/// <summary>
/// Folder = namespace, so that the names a file uses show what it depends on. What clients write stands in one
/// namespace whatever its folder: <c>AopKit</c>, and the attributes in <c>AopKit.Lifetimes</c>.
/// </summary>
internal static class FolderNamespaces
{
    private static readonly Dictionary<string, string> s_exceptions = new()
    {
        ["analyzers/AopKit.Analyzers/Package"] = "AopKit.Lifetimes",
        ["src/AopKit.Abstractions"] = "AopKit",
        ["src/AopKit.Abstractions/Callbacks"] = "AopKit",
        ["src/AopKit.Abstractions/Errors"] = "AopKit",
        ["src/AopKit.Abstractions/Pages"] = "AopKit",
    };

    /// <summary>The namespace of each project, by its folder: what its file says, else its name.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } =
        Repository.Files("*.csproj").ToDictionary(FolderOf, RootNamespaceOf);

    public static IEnumerable<string> Misplaced(SourceFile source) =>
        from declaration in source.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        let expected = Expected(source.Folder)
        where declaration.Name.ToString() != expected && !IsPolyfill(declaration)
        select $"{source.Locate(declaration)}: {declaration.Name}, expected {expected}";

    private static string Expected(string folder)
    {
        if (s_exceptions.TryGetValue(folder, out string? exception))
        {
            return exception;
        }

        string project = Projects.Keys.Where(key => $"{folder}/".StartsWith($"{key}/")).MaxBy(key => key.Length)!;
        return Projects[project] + folder[project.Length..].Replace('/', '.');
    }

    /// <summary>What the compiler looks up by name, for frameworks that lack it.</summary>
    private static bool IsPolyfill(BaseNamespaceDeclarationSyntax declaration) =>
        declaration.Name.ToString().StartsWith("System.", StringComparison.Ordinal);

    private static string FolderOf(string project) =>
        Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(project)!).Replace('\\', '/');

    private static string RootNamespaceOf(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string fallback = FolderOf(project).StartsWith("samples/") ? $"AopKit.Samples.{name}" : name;
        return XDocument.Load(project).Descendants("RootNamespace").SingleOrDefault()?.Value ?? fallback;
    }
}
