using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.LockOrder;

/// <summary>A lock that an operation takes and waits for.</summary>
/// <param name="Lock">The field, property, parameter or method that names it.</param>
/// <param name="Level">Its declared place in the order; null if none is declared.</param>
/// <param name="Place">Where it is taken.</param>
internal sealed record TakenLock(ISymbol Lock, int? Level, SyntaxNode Place)
{
    /// <summary>
    /// The lock that an operation takes: by a <c>lock</c> statement, by the framework's members that wait for one, by a
    /// method with a level, or by any call that is used on a lock with a level.
    /// </summary>
    public static TakenLock? By(IOperation operation, ContractModel contracts) => operation switch
    {
        ILockOperation statement => Of(statement.LockedValue, statement.LockedValue.Syntax, contracts),
        IInvocationOperation call when contracts.Of(call.TargetMethod).LockLevel is { } level =>
            new(call.TargetMethod.OriginalDefinition, level, call.Syntax),
        IInvocationOperation call when LockCalls.TakesLock(call) =>
            Of(call.Instance ?? call.Arguments[0].Value, call.Syntax, contracts),
        IInvocationOperation { Instance: { } instance } call when IsResource(call)
            && Of(instance, call.Syntax, contracts) is { Level: not null } taken => taken,
        _ => null,
    };

    private static TakenLock? Of(IOperation? value, SyntaxNode place, ContractModel contracts) => value switch
    {
        IConversionOperation conversion => Of(conversion.Operand, place, contracts),
        IFieldReferenceOperation { Field: var field } =>
            new(field.OriginalDefinition, contracts.Of(field).LockLevel, place),
        IPropertyReferenceOperation { Property: var property } =>
            new(property.OriginalDefinition, contracts.Of(property).LockLevel, place),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol
            { MethodKind: MethodKind.Constructor } } parameter } =>
            new(parameter.OriginalDefinition, contracts.OfParameter(parameter).LockLevel, place),
        _ => null,
    };

    // What a using statement ends was begun by the call.
    private static bool IsResource(IOperation call)
    {
        IOperation? parent = call.Parent;
        while (parent is IConversionOperation or IVariableInitializerOperation or IVariableDeclaratorOperation
            or IVariableDeclarationOperation or IVariableDeclarationGroupOperation)
        {
            parent = parent.Parent;
        }

        return parent is IUsingOperation or IUsingDeclarationOperation;
    }
}
