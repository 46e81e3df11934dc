using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>Operations that are sure to allocate on the managed heap, also in callees of this compilation.</summary>
internal sealed class Allocations(LifetimeEngine engine, CancellationToken cancellation)
{
    private const int MaximumDepth = 3;

    /// <summary>Each operation of the body that allocates, with where it does and how.</summary>
    public IEnumerable<(IOperation Place, IOperation Cause, string How)> In(IOperation body) =>
        HeldLocks.Run(body).Where(operation => !IsThrown(operation))
            .Select(operation => (operation, Cause(operation, MaximumDepth)))
            .Where(found => found.Item2 is not null)
            .Select(found => (found.operation, found.Item2!.Value.Cause, found.Item2!.Value.How));

    private (IOperation Cause, string How)? Cause(IOperation operation, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        if (How(operation) is { } how)
        {
            return (operation, how);
        }

        return depth > 0 && operation is IInvocationOperation call && !Calls.IsDispatched(call)
            && call.TargetMethod is { MethodKind: MethodKind.Ordinary, IsIterator: false, IsAsync: false }
            && !engine.Contracts.Of(call.TargetMethod).NoAllocation
            && SymbolEqualityComparer.Default.Equals(
                call.TargetMethod.ContainingAssembly, engine.Contracts.Compilation.Assembly)
            && engine.Body(call.TargetMethod.OriginalDefinition, cancellation) is { } body
            ? HeldLocks.Run(body).Where(inner => !IsThrown(inner) && IsAlwaysRun(inner, body))
                .Select(inner => Cause(inner, depth - 1)).FirstOrDefault(found => found is not null)
            : null;
    }

    private static string? How(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Type.IsReferenceType: true } => "makes an object",
        IAnonymousObjectCreationOperation => "makes an object",
        IArrayCreationOperation array when !IsEmpty(array) && !IsSpan(array) =>
            array.IsImplicit ? "makes an array for its arguments" : "makes an array",
        IConversionOperation conversion when Boxes(conversion) => "boxes a value",
        IInterpolatedStringOperation { ConstantValue.HasValue: false } text when !IsHandled(text) => "makes a string",
        IBinaryOperation binary when IsConcatenation(binary) && !IsConcatenation(binary.Parent) => "makes a string",
        ICollectionExpressionOperation { Type.IsReferenceType: true, Elements.IsEmpty: false } => "makes a collection",
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation function }
            when Captures(function) => "makes a delegate for what it captures",
        IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: not null } } =>
            "makes a delegate for its object",
        _ => null,
    };

    private static bool IsConcatenation(IOperation? operation) => operation is IBinaryOperation
    {
        OperatorKind: BinaryOperatorKind.Add,
        ConstantValue.HasValue: false,
        Type.SpecialType: SpecialType.System_String,
    };

    private static bool Boxes(IConversionOperation conversion) =>
        conversion is { OperatorMethod: null, Operand.Type: { IsValueType: true } from, Type.IsReferenceType: true,
            Operand.ConstantValue: not { HasValue: true, Value: null } }
        && from.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
        && conversion.Parent is not IInvocationOperation and not IPropertyReferenceOperation
            and not IEventReferenceOperation and not IInterpolationOperation && !IsConcatenation(conversion.Parent);

    // What becomes a span lies on the stack, or in the image.
    private static bool IsSpan(IOperation array) => array.Parent is IConversionOperation { Type: { } type }
        && type.IsRefLikeType;

    private static bool IsEmpty(IArrayCreationOperation array) =>
        array.DimensionSizes.Length == 1 && array.DimensionSizes[0].ConstantValue is { HasValue: true, Value: 0 };

    // A handler may write elsewhere, or not at all.
    private static bool IsHandled(IInterpolatedStringOperation text) =>
        text.Parent is IInterpolatedStringHandlerCreationOperation or IArgumentOperation
        { Parameter.Type.SpecialType: not SpecialType.System_String and not SpecialType.System_Object };

    private static bool Captures(IAnonymousFunctionOperation function) =>
        function.Body.Descendants().Any(operation => operation switch
        {
            ILocalReferenceOperation { Local: { IsConst: false } local } => IsOutside(local, function.Symbol),
            IParameterReferenceOperation { Parameter: var parameter } => IsOutside(parameter, function.Symbol),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
            _ => false,
        });

    private static bool IsOutside(ISymbol variable, IMethodSymbol function)
    {
        for (ISymbol? owner = variable.ContainingSymbol; owner is not null; owner = owner.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(owner, function))
            {
                return false;
            }
        }

        return true;
    }

    // Who throws, or has caught, has time.
    private static bool IsThrown(IOperation operation)
    {
        for (IOperation? parent = operation; parent is not null; parent = parent.Parent)
        {
            if (parent is IThrowOperation or ICatchClauseOperation
                || (parent is IInvocationOperation call && call.TargetMethod.GetAttributes().Any(attribute =>
                    attribute.AttributeClass is { Name: "DoesNotReturnAttribute" })))
            {
                return true;
            }
        }

        return false;
    }

    // In a helper, what stands behind a condition may be what this caller never asks for.
    private static bool IsAlwaysRun(IOperation operation, IOperation body)
    {
        for (IOperation? parent = operation.Parent; parent is not null && parent != body; parent = parent.Parent)
        {
            if (parent is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ICoalesceOperation
                or IConditionalAccessOperation or ILoopOperation or ICatchClauseOperation or IBinaryOperation
                { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
            {
                return false;
            }
        }

        return true;
    }
}
