using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>How many objects a callback is asked to free, and what its body does with that number.</summary>
internal sealed class RequestedCount(IOperation body, IMethodSymbol method, FreesContract contract)
{
    public string? Stop { get; } = contract.Stop;

    /// <summary>
    /// Whether it may well be that exactly so many are freed: the number is used for anything but the bound of a loop
    /// that can be left early.
    /// </summary>
    public bool MayBeExact => body.Descendants().Any(operation =>
        (Is(operation) && !IsOnlyAnswered(operation) && LoopOf(operation) is not { } loop)
        || (Is(operation) && LoopOf(operation) is { } bound && !CanBeLeftEarly(bound))
        || IsWholeContext(operation));

    public bool IsAnsweredBy(IOperation value) => Is(value);

    private bool Is(IOperation operation) => operation switch
    {
        IParameterReferenceOperation { Parameter: var parameter } =>
            parameter.Name == contract.Requested
            && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method),
        IMemberReferenceOperation { Instance: IParameterReferenceOperation, Member.Name: var name } =>
            name == contract.Requested && method.Parameters.All(parameter => parameter.Name != contract.Requested),
        _ => false,
    };

    // A helper that is given the whole context can read the number there.
    private bool IsWholeContext(IOperation operation) =>
        operation is IParameterReferenceOperation { Parameter: var parameter, Parent: not IMemberReferenceOperation }
        && method.Parameters.All(other => other.Name != contract.Requested)
        && parameter.Type.GetMembers(contract.Requested).Any();

    private static bool IsOnlyAnswered(IOperation use)
    {
        IOperation? parent = use.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation { Type: not null }
            or ISwitchExpressionArmOperation or ISwitchExpressionOperation or IObjectCreationOperation
            || (parent is IArgumentOperation { Parameter: { } } argument && IsFactory(argument)))
        {
            parent = parent is IArgumentOperation ? parent.Parent?.Parent : parent.Parent;
        }

        return parent is IReturnOperation or IVariableInitializerOperation;
    }

    // Whether this is a count is looked at where the answer is read; here it is enough that it leads to one.
    private static bool IsFactory(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod: { IsStatic: true } target }
        && SymbolEqualityComparer.Default.Equals(target.ReturnType, target.ContainingType);

    private static ILoopOperation? LoopOf(IOperation use)
    {
        IOperation child = use;
        for (IOperation? parent = use.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IForLoopOperation loop when loop.Condition == child:
                    return loop;
                case IWhileLoopOperation loop when loop.Condition == child:
                    return loop;
                case IBlockOperation:
                    return null;
            }
        }

        return null;
    }

    private static bool CanBeLeftEarly(ILoopOperation loop)
    {
        IOperation? condition = (loop as IForLoopOperation)?.Condition ?? (loop as IWhileLoopOperation)?.Condition;
        return condition?.DescendantsAndSelf().Any(part =>
                part is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd }) == true
            || ShrinkAnswer.Own(loop.Body).Any(part => part is IBranchOperation { BranchKind: BranchKind.Break } leave
                && SymbolEqualityComparer.Default.Equals(leave.Target, loop.ExitLabel));
    }
}
