using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>Where a callback takes the value of its guard.</summary>
internal static class GuardUses
{
    /// <summary>The member of a parameter's type that says that the callback may do something.</summary>
    public static ISymbol? Member(IMethodSymbol callback, string? name) => name is null ? null : callback.Parameters
        .SelectMany(parameter => parameter.Type.GetMembers(name))
        .FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol)?.OriginalDefinition;

    /// <summary>Whether the value goes into an object, where it can no longer be followed.</summary>
    public static bool IsPutIntoObject(IOperation body, ISymbol? guard) =>
        body.Descendants().Any(operation => IsGuard(operation, guard) && IsPutIntoObject(operation));

    /// <summary>The locals that are computed from it, or from one that is.</summary>
    public static IReadOnlyCollection<ISymbol> Dependent(IOperation body, ISymbol? guard)
    {
        HashSet<ISymbol> dependent = new(SymbolEqualityComparer.Default);
        int before;
        do
        {
            before = dependent.Count;
            foreach (IOperation operation in body.Descendants())
            {
                if (Assigned(operation) is var (variable, value) && value.DescendantsAndSelf().Any(part =>
                    IsGuard(part, guard) || (part is ILocalReferenceOperation read && dependent.Contains(read.Local))))
                {
                    dependent.Add(variable);
                }
            }
        }
        while (dependent.Count > before);
        return dependent;
    }

    private static bool IsGuard(IOperation operation, ISymbol? guard) => guard is not null
        && operation is IMemberReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, guard);

    private static (ISymbol Variable, IOperation Value)? Assigned(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation { Initializer.Value: { } value } declarator => (declarator.Symbol, value),
        IAssignmentOperation { Target: ILocalReferenceOperation target } assignment => (target.Local, assignment.Value),
        _ => null,
    };

    private static bool IsPutIntoObject(IOperation value)
    {
        for (IOperation? parent = value.Parent; parent is not null and not IBlockOperation; parent = parent.Parent)
        {
            if (parent is IObjectCreationOperation or IWithOperation
                || parent is IAssignmentOperation { Target: IMemberReferenceOperation })
            {
                return true;
            }
        }

        return false;
    }
}
