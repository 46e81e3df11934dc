using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>Calls of waiting members that do not wait after all.</summary>
internal static class WaitCalls
{
    /// <summary>Whether the wait has a limit of zero, or one that is not known and whose passing is answered.</summary>
    public static bool GivesUpAtOnce(IOperation operation)
    {
        if (operation is not IInvocationOperation call
            || call.Arguments.FirstOrDefault(IsLimit) is not { Value: var limit })
        {
            return false;
        }

        return limit switch
        {
            { ConstantValue: { HasValue: true, Value: int milliseconds } } => milliseconds == 0,
            IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } } => true,
            IFieldReferenceOperation { Field.ContainingType.Name: "Timeout" } => false,
            IInvocationOperation { TargetMethod: { ContainingType.Name: "TimeSpan", IsStatic: true } } => false,
            _ => call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean,
        };
    }

    /// <summary>Whether an argument limits the wait.</summary>
    public static bool IsLimit(IArgumentOperation argument) =>
    argument.Parameter?.Name is "millisecondsTimeout" or "timeout";

    /// <summary>Whether what is waited for is known to have completed.</summary>
    public static bool IsOver(IOperation operation, GuardState state, EffectWalk walk)
    {
        IOperation? task = Task(operation switch
        {
            IInvocationOperation call => call.Instance,
            IPropertyReferenceOperation property => property.Instance,
            _ => null,
        }, walk);
        return task switch
        {
            null => false,
            IPropertyReferenceOperation { Property.Name: "CompletedTask" } => true,
            IInvocationOperation { TargetMethod: { Name: "FromResult", IsStatic: true } } => true,
            _ => Tasks.Of(task) is { } known && state.Known.Contains(known),
        };
    }

    // x, x.GetAwaiter(), x.ConfigureAwait(false).GetAwaiter(), x.AsTask()
    private static IOperation? Task(IOperation? operation, EffectWalk walk)
    {
        operation = walk.Origin(operation);
        return operation is IInvocationOperation call
            && call is { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait" or "AsTask" }
            ? Task(call.Instance, walk)
            : operation;
    }
}
