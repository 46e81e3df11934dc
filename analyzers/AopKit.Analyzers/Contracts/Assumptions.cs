using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Contracts;

/// <summary>The visible way out: <c>AopUnsafe.AssumeLive(value, reason)</c>, by name like every contract.</summary>
internal static class Assumptions
{
    public static bool IsAssumeLive(IInvocationOperation call) =>
        call is { Arguments.Length: 2, TargetMethod: { Name: "AssumeLive", ContainingType.Name: "AopUnsafe" } method }
        && method.ContainingNamespace.ToDisplayString() == ContractNames.Namespace;

    /// <summary>The reason, if the call gives none that says anything.</summary>
    public static IOperation? EmptyReason(IOperation operation) =>
        operation is IInvocationOperation call && IsAssumeLive(call)
        && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 1) is { Value: { } reason }
        && reason.ConstantValue is { HasValue: true, Value: var text } && string.IsNullOrWhiteSpace(text as string)
            ? reason
            : null;
}
