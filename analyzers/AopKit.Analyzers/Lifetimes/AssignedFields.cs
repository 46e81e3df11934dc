using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// Which fields and properties of its object a method may change: what stands in its own body, or all if it calls on.
/// </summary>
internal static class AssignedFields
{
    /// <summary>The members, or null when any may be changed.</summary>
    public static IReadOnlyCollection<ISymbol>? Of(IOperation? body)
    {
        if (body is null)
        {
            return null;
        }

        HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in body.Descendants())
        {
            if (operation is IInvocationOperation { Instance: IInstanceReferenceOperation })
            {
                return null;
            }

            // Reading a field and calling a method on it may change what it holds, too.
            if (operation is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member)
            {
                assigned.Add(member.Member.OriginalDefinition);
            }
        }

        return assigned;
    }
}
