using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Suppressions;

/// <summary>What contracts prove about who has to dispose a value.</summary>
internal sealed class OwnershipProof(ContractModel contracts)
{
    /// <summary>Whether whoever made or got a value here does not have to dispose it.</summary>
    public bool IsSettled(IOperation value) => IsNotOwned(value) || IsGivenAway(value)
        || (Local(value) is { } local && IsGivenAway(local, value));

    /// <summary>Whether a value was only lent, or is a view of something that somebody else owns.</summary>
    public bool IsNotOwned(IOperation value) => Bare(value) switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => contracts.OfParameter(parameter).Borrowed,
        IInvocationOperation { TargetMethod: var method } => IsLent(contracts.Of(method)),
        IMemberReferenceOperation { Member: var member } => IsLent(contracts.Of(member)),
        _ => false,
    };

    /// <summary>
    /// Whether a value is an argument that the call may use only until it returns, whatever task it returns.
    /// </summary>
    public bool IsLentForTheCall(IOperation value)
    {
        IOperation? parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parameter: { } parameter }
            && contracts.OfParameter(parameter) is { Borrowed: true, UntilTaskEnds: false };
    }

    /// <summary>Whether a value goes to somebody who has to end it, at the place where it stands.</summary>
    public bool IsGivenAway(IOperation value)
    {
        IOperation child = value;
        IOperation? parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IAwaitOperation)
        {
            (child, parent) = (parent, parent.Parent);
        }

        return parent switch
        {
            IArgumentOperation { Parameter: { } parameter } => Takes(contracts.OfParameter(parameter)),
            IReturnOperation => Gives(Method(parent)),
            IAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } assignment =>
                assignment.Value == child && contracts.Of(member).Owned,
            _ => false,
        };
    }

    /// <summary>Whether a parameter takes what it is given, and ends it or keeps it.</summary>
    public static bool Takes(ParameterContract contract) =>
        contract.Owned || contract.Ends is { When: EndsWhen.Always };

    private static bool IsLent(MemberContract contract) => contract.Borrowed || contract.ViewOf is not null;

    private bool Gives(IMethodSymbol? method) => contracts.Of(method) is { Owned: true } or { Acquires: true };

    // The local is given away by a statement of the block that declares it, with nothing between that could leave.
    private bool IsGivenAway(ILocalSymbol local, IOperation value)
    {
        IOperation? declaration = value;
        while (declaration is not null and not IVariableDeclarationGroupOperation)
        {
            declaration = declaration.Parent;
        }

        if (declaration?.Parent is not IBlockOperation block)
        {
            return false;
        }

        foreach (IOperation statement in block.Operations.SkipWhile(operation => operation != declaration).Skip(1))
        {
            if (Straight(statement) is { } whole && whole.Any(operation =>
                operation is ILocalReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Local, local) && IsGivenAway(reference)))
            {
                return true;
            }

            if (statement.DescendantsAndSelf().Any(operation =>
                operation is IReturnOperation or IBranchOperation or IThrowOperation || IsWritten(operation, local)))
            {
                return false;
            }
        }

        return false;
    }

    // A statement of which every part is run.
    private static IEnumerable<IOperation>? Straight(IOperation statement) =>
        statement is IExpressionStatementOperation or IReturnOperation
        && !statement.Descendants().Any(operation => operation is IConditionalOperation or ICoalesceOperation
            or IConditionalAccessOperation or ISwitchExpressionOperation or IAnonymousFunctionOperation
            or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
            ? statement.DescendantsAndSelf()
            : null;

    private static bool IsWritten(IOperation operation, ILocalSymbol local) =>
        operation is IAssignmentOperation { Target: ILocalReferenceOperation target }
        && SymbolEqualityComparer.Default.Equals(target.Local, local);

    private static ILocalSymbol? Local(IOperation value)
    {
        IOperation? parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IAwaitOperation
            or IVariableInitializerOperation)
        {
            parent = parent.Parent;
        }

        return parent is IVariableDeclaratorOperation { Symbol: var local } ? local : null;
    }

    private static IMethodSymbol? Method(IOperation operation)
    {
        for (IOperation? parent = operation; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation function:
                    return function.Symbol;
                case ILocalFunctionOperation function:
                    return function.Symbol;
            }
        }

        return operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) as IMethodSymbol;
    }

    private static IOperation Bare(IOperation value) => value switch
    {
        IConversionOperation { OperatorMethod: null } conversion => Bare(conversion.Operand),
        IParenthesizedOperation inner => Bare(inner.Operand),
        IAwaitOperation wait => Bare(wait.Operation),
        _ => value,
    };
}
