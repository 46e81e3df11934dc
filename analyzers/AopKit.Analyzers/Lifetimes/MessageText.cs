using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>Expressions as messages show them.</summary>
internal static class MessageText
{
    private const int MaximumLength = 60;

    /// <summary>The end of a life; a using statement ends it without a word.</summary>
    public static string OfEnd(IOperation? end) =>
        end is { IsImplicit: true } ? "its using" : Of(end?.Syntax);

    /// <summary>One line, not too long.</summary>
    public static string Of(SyntaxNode? syntax)
    {
        string text = string.Join(" ", (syntax?.ToString() ?? "").Split(
            [' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaximumLength ? text : text.Substring(0, MaximumLength - 1) + "…";
    }
}
