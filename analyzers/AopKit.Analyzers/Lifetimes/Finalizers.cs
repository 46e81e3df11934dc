using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>Which code a finalizer runs: its own body, and a <c>Dispose(bool)</c> that is told false.</summary>
internal static class Finalizers
{
    /// <summary>Whether a finalizer may run the method, on some path of it.</summary>
    public static bool MayRun(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Destructor || Disposing(method) is not null;

    /// <summary>Whether a finalizer runs what stands at this point of this path.</summary>
    public static bool Runs(FlowMoment moment) => Disposing(moment.Method) is { } disposing
        ? !moment.State.Get(AccessPath.Of(disposing)).Is(true)
        : moment.Method.MethodKind == MethodKind.Destructor;

    private static IParameterSymbol? Disposing(IMethodSymbol method) =>
        method is { Name: "Dispose", IsStatic: false, Parameters.Length: 1 }
        && method.Parameters[0].Type.SpecialType == SpecialType.System_Boolean && IsFinalized(method.ContainingType)
            ? method.Parameters[0]
            : null;

    private static bool IsFinalized(INamedTypeSymbol? type) => type is { SpecialType: SpecialType.None }
        && (type.GetMembers("Finalize").OfType<IMethodSymbol>()
            .Any(method => method.MethodKind == MethodKind.Destructor) || IsFinalized(type.BaseType));
}
