using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>What places that outlive the method hold at its exit.</summary>
internal static class StoredReferences
{
    internal readonly record struct Stored(AccessPath Place, Reference Reference, SyntaxNode Store, bool IsElement);

    public static IEnumerable<Stored> At(FlowState exit)
    {
        foreach (KeyValuePair<AccessPath, Value> entry in exit.Values.Where(_ => !exit.Exceptional))
        {
            bool outlives = entry.Key.IsOuter || (entry.Key.Root is IParameterSymbol && entry.Key.Members.Length < 2);
            foreach (Reference reference in outlives ? entry.Value.References : [])
            {
                if (reference.Site is { } site && !IsOwnValue(entry.Key, reference)
                    && !IsRootOfAnother(entry.Value, reference))
                {
                    bool isElement = reference.Kind == ReferenceKind.View && PutsElement(site);
                    if (!entry.Key.IsRoot || isElement)
                    {
                        yield return new(entry.Key, reference, site.Syntax, isElement);
                    }
                }
            }
        }
    }

    /// <summary>Through what a place holds it: the field, or the parameter's member.</summary>
    public static string Name(AccessPath place) =>
        place.Members.IsEmpty ? place.ToString()
            : $"{place.Members[0].ContainingType?.Name}.{place.Members[place.Members.Length - 1].Name}";

    // A member of the borrowed thing itself may point back into it.
    private static bool IsOwnValue(AccessPath place, Reference reference) =>
        place.Root is IParameterSymbol parameter
        && SymbolEqualityComparer.Default.Equals(parameter, reference.Loan.Parameter);

    // A borrowed result speaks for what it came from.
    private static bool IsRootOfAnother(Value value, Reference reference) => value.References.Any(other =>
        other.Loan != reference.Loan && other.Loan.Kind == LoanKind.BorrowedResult
            && other.Loan.Roots.Contains(reference.Loan));

    private static bool PutsElement(IOperation site) => site switch
    {
        IInvocationOperation => true,
        ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation } => true,
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } } => true,
        _ => false,
    };
}
