using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AopKit.Analyzers.Contracts.External;

/// <summary>Finds the contract texts that apply to a compilation: files, assembly attributes, the .NET pack.</summary>
internal static class ExternalContracts
{
    public const string FileSuffix = ".lifetimes.txt";

    /// <summary>The option that turns the .NET pack off.</summary>
    public const string DotnetOption = "aopkit_dotnet_contracts";

    /// <summary>
    /// What Roslyn keeps beside a text, for all analyzers, and drops with it: each file is read once.
    /// </summary>
    public static SourceTextValueProvider<ContractTable> Tables { get; } = new(ContractTable.Read);

    public static IEnumerable<ContractTable> Of(
        Compilation compilation,
        AnalyzerOptions options,
        Func<SourceText, ContractTable?> read,
        CancellationToken cancellation)
    {
        foreach (AdditionalText file in options.AdditionalFiles)
        {
            if (IsContractFile(file) && file.GetText(cancellation) is { } text
                && read(text) is { Lines.IsEmpty: false } table)
            {
                yield return table;
            }
        }

        ImmutableArray<ContractLine> lines = AssemblyContracts.Of(compilation);
        if (!lines.IsEmpty)
        {
            yield return ContractTable.Of(lines);
        }

        if (IsPackOn(compilation, options.AnalyzerConfigOptionsProvider))
        {
            yield return DotnetContracts.Table;
        }
    }

    public static bool IsContractFile(AdditionalText file) =>
        file.Path.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase);

    // Contracts belong to a compilation and a section of .editorconfig to files, so one file that says no is enough.
    private static bool IsPackOn(Compilation compilation, AnalyzerConfigOptionsProvider options) =>
        !SaysOff(options.GlobalOptions)
        && !compilation.SyntaxTrees.Any(tree => SaysOff(options.GetOptions(tree)));

    private static bool SaysOff(AnalyzerConfigOptions options) =>
        options.TryGetValue(DotnetOption, out string? value)
        && string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
