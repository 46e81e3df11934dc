using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>What is wrong with one attribute.</summary>
/// <param name="Attribute">The attribute; its own argument is pointed at if <paramref name="Name"/> is given.</param>
/// <param name="Text">What is wrong, and what would be right.</param>
/// <param name="Name">The name in the attribute that is wrong.</param>
/// <param name="Nearest">The name that was probably meant.</param>
internal sealed record ContractFault(AttributeData Attribute, string Text, string? Name = null, string? Nearest = null)
{
    public Location Place(ISymbol symbol, CancellationToken cancellation)
    {
        if (Attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return symbol.Locations[0];
        }

        AttributeArgumentSyntax? argument =
            Name is null ? null : syntax.ArgumentList?.Arguments.FirstOrDefault(candidate =>
            candidate.Expression.DescendantTokens().Any(token => token.ValueText == Name));
        return (argument?.Expression ?? (SyntaxNode)syntax).GetLocation();
    }
}

/// <summary>Finds the name that somebody meant.</summary>
internal static class NearestNames
{
    private const int MaximumDistance = 2;

    /// <summary>The one candidate that is a slip of the pen away; null if there is none, or more than one.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string[] near = candidates.Distinct().Where(candidate => IsNear(name, candidate)).ToArray();
        return near.Length == 1 ? near[0] : null;
    }

    private static bool IsNear(string name, string candidate) =>
        string.Equals(name, candidate, StringComparison.OrdinalIgnoreCase)
        || (Distance(name, candidate) is var distance && distance <= MaximumDistance && distance < candidate.Length);

    // Levenshtein's distance, row by row.
    private static int Distance(string left, string right)
    {
        int[] row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
