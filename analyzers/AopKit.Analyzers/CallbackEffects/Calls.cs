using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>Which body a call runs.</summary>
internal static class Calls
{
    /// <summary>
    /// The method that is named; for the <c>Dispose</c> of a using statement, the one of the disposed object's type.
    /// </summary>
    public static IMethodSymbol Target(IInvocationOperation call) =>
        call.TargetMethod is { ContainingType.TypeKind: TypeKind.Interface } method
        && call.Instance is IConversionOperation { Operand.Type: { } type }
        && type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation
            ? implementation
            : call.TargetMethod;

    public static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance is IConversionOperation conversion ? conversion.Operand : call.Instance;

    /// <summary>Whether another body may run than the one that is named.</summary>
    public static bool IsDispatched(IInvocationOperation call)
    {
        IMethodSymbol target = Target(call);
        return (target.IsAbstract || target.IsVirtual || target is { IsOverride: true, IsSealed: false })
            && (call.IsVirtual || target.IsAbstract) && !target.ContainingType.IsSealed
            && Receiver(call)?.Type is not { IsSealed: true };
    }

    /// <summary>The graph of a local function that is declared in this graph's body or around it.</summary>
    public static ControlFlowGraph? FindLocalFunction(this ControlFlowGraph graph, IMethodSymbol local)
    {
        for (ControlFlowGraph? current = graph; current is not null; current = current.Parent)
        {
            if (current.LocalFunctions.Contains(local, SymbolEqualityComparer.Default))
            {
                return current.GetLocalFunctionControlFlowGraph(local);
            }
        }

        return null;
    }
}

/// <summary>Members of the framework that run a delegate before they return.</summary>
internal static class ImmediateCalls
{
    private static readonly ImmutableHashSet<string> s_names = ImmutableHashSet.Create(
        "ForEach", "RemoveAll", "Find", "FindAll", "FindIndex", "Exists", "TrueForAll", "ConvertAll", "Sort",
        "RemoveWhere",
        "Any", "All", "Count", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "Sum",
        "Min", "Max",
        "Aggregate", "ToDictionary", "GetOrAdd", "AddOrUpdate");

    private static readonly ImmutableHashSet<string> s_types = ImmutableHashSet.Create(
        "Enumerable", "List", "Array", "HashSet", "SortedSet", "ConcurrentDictionary");

    public static bool Contains(IMethodSymbol method) =>
        s_names.Contains(method.Name) && s_types.Contains(method.ContainingType.Name)
        && method.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true;
}
