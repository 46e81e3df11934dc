using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>
/// Calls that take something out of a collection of the object, also through helpers of this compilation.
/// </summary>
internal sealed class Removals(LifetimeEngine engine, CancellationToken cancellation)
{
    private const int MaximumDepth = 3;

    /// <summary>The operations of a body that free something, in the order in which they are written.</summary>
    public IEnumerable<IOperation> In(IOperation body) =>
        ShrinkAnswer.Own(body).Where(operation => Frees(operation, MaximumDepth));

    private bool Frees(IOperation operation, int depth)
    {
        if (operation is not IInvocationOperation call)
        {
            return false;
        }

        if (Collections.Removes(call.TargetMethod.Name) && !IsPruning(call) && IsOfObject(call.Instance)
            && Collections.IsCollection(call.Instance?.Type))
        {
            return true;
        }

        return depth > 0 && !Calls.IsDispatched(call)
            && call.Instance is IInstanceReferenceOperation
            && SymbolEqualityComparer.Default.Equals(
                call.TargetMethod.ContainingAssembly, engine.Contracts.Compilation.Assembly)
            && engine.Body(call.TargetMethod.OriginalDefinition, cancellation) is { } body
            && ShrinkAnswer.Own(body).Any(inner => Frees(inner, depth - 1));
    }

    // What a condition picks out may be what is dead already.
    private static bool IsPruning(IInvocationOperation call) => call.TargetMethod.Name is "RemoveAll" or "RemoveWhere";

    // A field or property of the object itself, or what its primary constructor was given.
    private static bool IsOfObject(IOperation? receiver) => receiver switch
    {
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol
            { MethodKind: MethodKind.Constructor } } => true,
        IConversionOperation conversion => IsOfObject(conversion.Operand),
        _ => false,
    };
}
