using Microsoft.CodeAnalysis.Text;

namespace AopKit.Analyzers.Contracts.External;

/// <summary>The contracts of .NET's own types, which this assembly carries with it.</summary>
internal static class DotnetContracts
{
    private const string Resource = "dotnet.lifetimes.txt";

    /// <summary>Read once for the process: it holds text alone, nothing of any compilation.</summary>
    public static ContractTable Table { get; } = ContractTable.Read(Text());

    public static SourceText Text()
    {
        using Stream stream = typeof(DotnetContracts).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The analyzers hold no resource '{Resource}'.");
        return SourceText.From(stream);
    }
}
