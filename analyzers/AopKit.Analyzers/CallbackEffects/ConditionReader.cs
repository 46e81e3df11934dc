using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>Reads what a bool expression tells about the guard and about completed tasks.</summary>
/// <param name="guard">The member that says that the callback may block; null if there is none.</param>
/// <param name="guardMovesOn">Whether the callback stores the guard's value in an object.</param>
/// <param name="dependent">Variables of the callback that are computed from the guard.</param>
/// <param name="predicate">What a bool method of the compilation tells.</param>
internal sealed class ConditionReader(
    ISymbol? guard, bool guardMovesOn, IReadOnlyCollection<ISymbol> dependent, Func<IInvocationOperation,
    Truth> predicate)
{
    public Truth Read(IOperation? condition, GuardState state)
    {
        Truth truth = Understand(condition, state);
        return truth == Truth.Unknown && condition is not null && Mentions(condition, state) ? EitherWay() : truth;
    }

    private Truth Understand(IOperation? condition, GuardState state) => condition switch
    {
        { ConstantValue: { HasValue: true, Value: bool value } } => Truth.Of(value),
        IParenthesizedOperation inner => Read(inner.Operand, state),
        IConversionOperation conversion => Read(conversion.Operand, state),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Read(not.Operand, state).Not(),
        IBinaryOperation binary => Binary(binary, state),
        IIsPatternOperation test => Pattern(test.Pattern, test.Value, state),
        IFlowCaptureReferenceOperation capture => state.Get(capture.Id),
        IInvocationOperation call => predicate(call),
        IMemberReferenceOperation member when IsGuard(member.Member) => new(Facts.Of(guard!), Facts.None),
        IMemberReferenceOperation member when IsCompletion(member.Member) && Tasks.Of(member.Instance) is { } task =>
            new(Facts.Of(task), Facts.None),
        IMemberReferenceOperation member when guardMovesOn && Variables.Of(member) is null => EitherWay(),
        _ => Variables.Of(condition) is { } variable ? Variable(variable, state) : Truth.Unknown,
    };

    // A test that has to do with the guard in a way that is not understood may well be the test that is asked for.
    private bool Mentions(IOperation condition, GuardState state) => guard is not null
        && condition.DescendantsAndSelf().Any(part => part switch
        {
            IMemberReferenceOperation member when IsGuard(member.Member) => true,
            IFlowCaptureReferenceOperation capture => state.Get(capture.Id).WhenFalse.Contains(guard)
                && state.Get(capture.Id).WhenTrue.Contains(guard),
            ILocalReferenceOperation { Local: { } local } => dependent.Contains(local, SymbolEqualityComparer.Default),
            IParameterReferenceOperation { Parameter: { } parameter } => state.Get(parameter) == EitherWay(),
            _ => false,
        });

    private Truth Variable(ISymbol variable, GuardState state)
    {
        Truth truth = state.Get(variable);
        bool isOfObject =
            variable is IFieldSymbol or { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };
        return guardMovesOn && isOfObject && truth == Truth.Unknown ? EitherWay() : truth;
    }

    // Whatever the answer, it is taken for the answer of the guard: silence where it cannot be told apart.
    private Truth EitherWay() => new(Facts.Of(guard!), Facts.Of(guard!));

    private bool IsGuard(ISymbol member) =>
        guard is not null && SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, guard);

    private Truth Binary(IBinaryOperation binary, GuardState state)
    {
        Truth left = Read(binary.LeftOperand, state);
        Truth right = Read(binary.RightOperand, state);
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd:
                return new(left.WhenTrue.And(right.WhenTrue), left.WhenFalse.Or(right.WhenFalse));
            case BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr:
                return new(left.WhenTrue.Or(right.WhenTrue), left.WhenFalse.And(right.WhenFalse));
            case BinaryOperatorKind.Equals when StatusOf(binary) is { } task:
                return new(Facts.Of(task), Facts.None);
            case BinaryOperatorKind.Equals:
                return Equal(binary, left, right);
            case BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr:
                return Equal(binary, left, right).Not();
            default:
                return Truth.Unknown;
        }
    }

    private static Truth Equal(IBinaryOperation binary, Truth left, Truth right) =>
        (binary.LeftOperand.ConstantValue.Value, binary.RightOperand.ConstantValue.Value) switch
        {
            (_, bool value) => value ? left : left.Not(),
            (bool value, _) => value ? right : right.Not(),
            _ => Truth.Unknown,
        };

    // task.Status == TaskStatus.RanToCompletion, or one of the two other ends.
    private static ISymbol? StatusOf(IBinaryOperation binary) =>
        binary is
        {
            LeftOperand: IPropertyReferenceOperation { Property: { Name: "Status",
                ContainingType.Name: "Task" } } status,
            RightOperand.ConstantValue.Value: int and >= (int)System.Threading.Tasks.TaskStatus.RanToCompletion,
        }
            ? Tasks.Of(status.Instance)
            : null;

    private Truth Pattern(IPatternOperation pattern, IOperation value, GuardState state)
    {
        switch (pattern)
        {
            case INegatedPatternOperation not:
                return Pattern(not.Pattern, value, state).Not();
            case IConstantPatternOperation { Value.ConstantValue.Value: bool constant }:
                return constant ? Read(value, state) : Read(value, state).Not();
            case IRecursivePatternOperation properties:
                Truth all = properties.PropertySubpatterns.Select(property => Subpattern(property, value, state))
                    .Aggregate(Truth.True, (left, right) =>
                        new(left.WhenTrue.And(right.WhenTrue), left.WhenFalse.Or(right.WhenFalse)));

                // A pattern that looks at parts by position, or is a null test besides, may fail for that reason.
                return value.Type is { IsValueType: true } && properties.DeconstructionSubpatterns.IsEmpty
                    ? all
                    : all with { WhenFalse = Facts.None };
            default:
                return Truth.Unknown;
        }
    }

    private Truth Subpattern(IPropertySubpatternOperation property, IOperation value, GuardState state)
    {
        if (property.Pattern is IRecursivePatternOperation)
        {
            return Pattern(property.Pattern, property.Member, state);
        }

        if (property is not
            {
                Member: IMemberReferenceOperation { Member: var member },
                Pattern: IConstantPatternOperation { Value.ConstantValue.Value: bool isTrue },
            })
        {
            return Truth.Unknown;
        }

        Truth truth = IsGuard(member) ? new(Facts.Of(guard!), Facts.None)
            : IsCompletion(member) && Tasks.Of(value) is { } task ? new(Facts.Of(task), Facts.None)
            : Truth.Unknown;
        return isTrue ? truth : truth.Not();
    }

    private static bool IsCompletion(ISymbol member) => member.Name is "IsCompleted" or "IsCompletedSuccessfully";
}

/// <summary>Variables that keep what was put into them: locals, parameters, and fields of the object itself.</summary>
internal static class Variables
{
    public static ISymbol? Of(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        IParenthesizedOperation inner => Of(inner.Operand),
        IConversionOperation conversion => Of(conversion.Operand),
        _ => null,
    };
}

/// <summary>
/// Tasks: variables, and members by their name alone; two objects that have one each are not told apart.
/// </summary>
internal static class Tasks
{
    public static ISymbol? Of(IOperation? operation) => Variables.Of(operation)
        ?? (operation is IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member ? member.Member
            : null);
}
