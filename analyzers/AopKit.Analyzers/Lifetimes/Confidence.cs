using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// The option <c>aopkit_confidence</c>, or <c>dotnet_code_quality.AOPnnnn.confidence</c> for one rule: <c>definite</c>
/// (default) tells what is broken on every path or on one that is sure to be taken, <c>maybe</c> also what is broken on
/// some path.
/// </summary>
internal static class Confidence
{
    public const string Key = "aopkit_confidence";
    private const string Maybe = "maybe";

    public static string KeyOf(string id) => $"dotnet_code_quality.{id}.confidence";

    public static bool TellsMaybe(AnalyzerOptions options, SyntaxTree tree, string id)
    {
        AnalyzerConfigOptions config = options.AnalyzerConfigOptionsProvider.GetOptions(tree);
        return (config.TryGetValue(KeyOf(id), out string? value) || config.TryGetValue(Key, out value))
            && string.Equals(value, Maybe, StringComparison.OrdinalIgnoreCase);
    }
}
