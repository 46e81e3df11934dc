using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Inference;

/// <summary>Sees methods that make something which must be disposed and give it straight to their caller.</summary>
internal static class OwnershipInference
{
    public static InferredContract? Of(IMethodSymbol method, IOperation body, ContractModel contracts)
    {
        if (!IsDisposable(method.ReturnType))
        {
            return null;
        }

        IOperation?[] results = [.. HeldLocks.Run(body).OfType<IReturnOperation>()
            .Select(result => Bare(result.ReturnedValue))];
        return contracts.Of(method) is { Owned: false, Acquires: false, Borrowed: false, ViewOf: null }
            && contracts.OfType(method.ReturnType).MustCall.IsEmpty
            && results.Length > 0 && results.All(IsNewDisposable)
            ? new(method, IsOfResult: true, "Owned", "gives its caller something new to dispose")
            : null;
    }

    private static bool IsNewDisposable(IOperation? result) =>
        result is IObjectCreationOperation { Type: { IsReferenceType: true } type } && IsDisposable(type);

    private static bool IsDisposable(ITypeSymbol type) => type.SpecialType == SpecialType.System_IDisposable
        || type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable);

    private static IOperation? Bare(IOperation? value) => value switch
    {
        IConversionOperation { OperatorMethod: null } conversion => Bare(conversion.Operand),
        IParenthesizedOperation inner => Bare(inner.Operand),
        _ => value,
    };
}
