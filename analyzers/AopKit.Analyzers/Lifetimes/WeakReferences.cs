using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>What gives an object that was held weakly: the references of .NET, and what a contract says.</summary>
internal static class WeakReferences
{
    public static bool Gives(IOperation operation, MemberContract contract) => contract.WeakOnly
        || operation is IPropertyReferenceOperation { Property: { Name: "Target", ContainingType: { } type } }
            && IsWeakReference(type);

    public static bool Gives(IParameterSymbol parameter, ParameterContract contract) => contract.WeakOnly
        || parameter is { RefKind: RefKind.Out, ContainingSymbol: IMethodSymbol { Name: "TryGetTarget" } method }
            && IsWeakReference(method.ContainingType);

    public static bool IsWeakReference(INamedTypeSymbol? type) => type is
    {
        Name: "WeakReference",
        ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
    };

    /// <summary>Whether a call asks the object that it is called on whether it is alive.</summary>
    public static bool Proves(ContractModel contracts, IInvocationOperation call) =>
        call.Instance?.Type is { } type && contracts.OfType(type).Revalidate == call.TargetMethod.Name;
}
