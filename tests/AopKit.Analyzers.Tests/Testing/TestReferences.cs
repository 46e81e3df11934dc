using System.Collections.Immutable;
using AopKit.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace AopKit.Analyzers.Tests.Testing;

/// <summary>
/// What the cases compile against: the framework that runs the tests, the contract attributes, and a third library.
/// </summary>
internal static class TestReferences
{
    public static readonly ReferenceAssemblies None = new("net10.0");

    public static readonly ImmutableArray<MetadataReference> Framework = LoadFramework();

    public static readonly MetadataReference Attributes =
        MetadataReference.CreateFromFile(typeof(AcquiresAttribute).Assembly.Location);

    public static readonly MetadataReference Library = Compile("Acme", ReadText("Acme.txt"));

    public static readonly MetadataReference Callbacks = Compile("Acme.Callbacks", ReadText("Callbacks.txt"), Library);

    /// <summary>The public members of packages that the contracts of .NET speak of.</summary>
    public static readonly MetadataReference Packages =
        Compile("Packages", ReadText("Packages.txt"));

    public static ImmutableArray<MetadataReference> All { get; } = [.. Framework, Attributes, Library, Callbacks];

    /// <summary>Compiles a library of its own, known to the cases only by its metadata.</summary>
    public static MetadataReference Compile(string name, string source, params MetadataReference[] references)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))],
            [.. Framework, Attributes, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream stream = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static string ReadText(string name)
    {
        using Stream stream = typeof(TestReferences).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The test assembly holds no resource '{name}'.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static ImmutableArray<MetadataReference> LoadFramework()
    {
        string paths = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return paths.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == runtime)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray();
    }
}
