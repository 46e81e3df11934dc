using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>
/// One answer that a shrinker's callback can give: what is answered, and the number in it if it is known.
/// </summary>
internal sealed class ShrinkAnswer
{
    private ShrinkAnswer(IOperation place, IOperation value)
    {
        Place = place;
        Value = value;
        Number = value.ConstantValue is { HasValue: true, Value: { } constant } && IsInteger(value.Type)
            ? System.Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Where it stands in the source.</summary>
    public IOperation Place { get; }

    /// <summary>The count in it, behind the member that makes an answer of it and a local that only holds it.</summary>
    public IOperation Value { get; }

    public long? Number { get; }

    public static IEnumerable<ShrinkAnswer> Of(IOperation body, ContractModel contracts) =>
        Own(body).OfType<IReturnOperation>().Where(result => result.ReturnedValue is not null)
            .SelectMany(result => Leaves(result.ReturnedValue!))
            .Select(leaf => CountIn(leaf, contracts))
            .Select(count => new ShrinkAnswer(count, Held(count, body)));

    /// <summary>
    /// The operations that the body itself runs: not those of functions that are only declared in it.
    /// </summary>
    public static IEnumerable<IOperation> Own(IOperation operation) =>
        operation is IAnonymousFunctionOperation or ILocalFunctionOperation
            ? []
            : operation.ChildOperations.SelectMany(Own).Prepend(operation);

    /// <summary>
    /// Whether an operation has run for certain on some way to this answer, and on no way to another.
    /// </summary>
    public bool ComesAfter(IOperation operation)
    {
        IOperation? block = Place;
        while (block is not null and not IBlockOperation)
        {
            block = block.Parent;
        }

        if (block is null || operation.Syntax.SpanStart > Place.Syntax.SpanStart)
        {
            return false;
        }

        for (IOperation? around = operation; around is not null; around = around.Parent)
        {
            if (around == block)
            {
                return true;
            }

            if (around is IBlockOperation && Own(around).Any(inner => inner is IReturnOperation))
            {
                return false;
            }
        }

        return false;
    }

    private static IEnumerable<IOperation> Leaves(IOperation value) => Bare(value) switch
    {
        IConditionalOperation { WhenFalse: { } otherwise } choice => Leaves(choice.WhenTrue).Concat(Leaves(otherwise)),
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => Leaves(arm.Value)),
        IThrowOperation => [],
        var leaf => [leaf],
    };

    // What the member that makes the answer is told; the answer itself where no member makes it.
    private static IOperation CountIn(IOperation answer, ContractModel contracts)
    {
        IEnumerable<IArgumentOperation> arguments = answer switch
        {
            IInvocationOperation call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => [],
        };
        return arguments.FirstOrDefault(argument =>
            argument.Parameter is { } parameter && contracts.OfParameter(parameter).FreedCount) is { } count
                ? Bare(count.Value)
                : answer;
    }

    private static IOperation Held(IOperation count, IOperation body) =>
        count is ILocalReferenceOperation { Local: var local } && OnlyValue(local, body) is { } only
            ? Bare(only)
            : count;

    // A local that is given a value where it is declared, and never again.
    private static IOperation? OnlyValue(ILocalSymbol local, IOperation body) =>
        body.Descendants().Any(operation => IsWritten(operation, local)) ? null
        : body.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
            ?.Initializer?.Value;

    private static bool IsWritten(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Local, local)
        && (reference.Parent is IIncrementOrDecrementOperation or IArgumentOperation
            { Parameter.RefKind: not RefKind.None } or IAddressOfOperation or ITupleOperation
            || (reference.Parent is IAssignmentOperation assignment && assignment.Target == reference)
            || reference.Parent is IVariableInitializerOperation
                { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } });

    private static IOperation Bare(IOperation value) => value switch
    {
        IConversionOperation { OperatorMethod: null } conversion => Bare(conversion.Operand),
        IParenthesizedOperation inner => Bare(inner.Operand),
        _ => value,
    };

    private static bool IsInteger(ITypeSymbol? type) => type?.SpecialType
        is >= SpecialType.System_SByte and <= SpecialType.System_UInt32 or SpecialType.System_Int64;
}
