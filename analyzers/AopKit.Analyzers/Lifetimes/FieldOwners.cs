using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// Whether what a field holds belongs to the object: as far as contracts and the type's own code tell.
/// </summary>
internal sealed class FieldOwners(LifetimeEngine engine, CancellationToken cancellation)
{
    /// <summary>
    /// Why a field holds what belongs to somebody else, in words that follow its name; null if unknown.
    /// </summary>
    public string? Other(IFieldSymbol field)
    {
        if (engine.Contracts.Of(field).Owned)
        {
            return null;
        }

        IOperation[] stored = Stores(field).Where(value => !IsNothing(value)).ToArray();
        return stored.Length > 0 && stored.All(IsLent) ? "which was only lent to it"
            : IsPage(field.Type) && !stored.Any(IsMade) ? "which belongs to the cache"
            : null;
    }

    /// <summary>Whether a parameter of a primary constructor, kept by the object, is only lent to it.</summary>
    public string? Other(IParameterSymbol kept) =>
        engine.Contracts.OfParameter(kept) is { Borrowed: true } ? "which was only lent to it"
        : engine.Contracts.OfParameter(kept).Owned || !IsPage(kept.Type) ? null
        : "which belongs to the cache";

    /// <summary>
    /// Whether the type's <c>Dispose</c> ends what the field holds, and neither empties it nor keeps the finalizer from
    /// running.
    /// </summary>
    public bool IsEndedByDispose(IFieldSymbol field)
    {
        IOperation[] operations = field.ContainingType.GetMembers("Dispose").OfType<IMethodSymbol>()
            .Where(method => method.Parameters.IsEmpty)
            .SelectMany(Operations).ToArray();
        return operations.Any(operation => operation is IInvocationOperation call && Ends(call, field))
            && !operations.Any(operation => operation is IInvocationOperation { TargetMethod.Name: "SuppressFinalize" }
                || (operation is IAssignmentOperation assignment && IsField(assignment.Target, field)));
    }

    private bool Ends(IInvocationOperation call, IFieldSymbol field)
    {
        MemberContract contract = engine.Contracts.Of(call.TargetMethod);
        return (contract.EndsThis is { Idempotent: false } && IsField(call.Instance, field))
            || call.Arguments.Any(argument => IsField(argument.Value, field) && argument.Parameter is { } parameter
                && engine.Contracts.OfParameter(parameter).Ends is { Idempotent: false });
    }

    private IEnumerable<IOperation> Stores(IFieldSymbol field)
    {
        IEnumerable<IOperation> assigned = field.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .SelectMany(Operations).OfType<ISimpleAssignmentOperation>()
            .Where(assignment => IsField(assignment.Target, field)).Select(assignment => assignment.Value);
        return engine.Initializer(field, cancellation) is { } initializer ? assigned.Append(initializer) : assigned;
    }

    private IEnumerable<IOperation> Operations(IMethodSymbol method) =>
        engine.Body(method, cancellation)?.Descendants() ?? [];

    private bool IsLent(IOperation value) => Unconverted(value) switch
    {
        IParameterReferenceOperation { Parameter: { } parameter } => engine.Contracts.OfParameter(parameter).Borrowed,
        IPropertyReferenceOperation { Property: { } property } => engine.Contracts.Of(property) is { Borrowed: true },
        IInvocationOperation { TargetMethod: { } method } => engine.Contracts.Of(method) is { Borrowed: true },
        _ => false,
    };

    private bool IsMade(IOperation value) => Unconverted(value) switch
    {
        IObjectCreationOperation => true,
        IParameterReferenceOperation { Parameter: { } parameter } => engine.Contracts.OfParameter(parameter).Owned,
        IInvocationOperation { TargetMethod: { } method } =>
            engine.Contracts.Of(method) is { Acquires: true } or { Owned: true },
        _ => false,
    };

    // A claim on a page is the object's; the page is not.
    private bool IsPage(ITypeSymbol type) => PageTypes.IsPage(engine.Contracts, type)
        && engine.Contracts.OfType(type).MustCall.IsEmpty
        && !PageTypes.Members(type).Any(member => engine.Contracts.Of(member).EndsThis is not null);

    private static bool IsNothing(IOperation value) =>
        Unconverted(value) is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } };

    private static bool IsField(IOperation? operation, IFieldSymbol field) => operation is not null
        && Unconverted(operation) is IFieldReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Field.OriginalDefinition, field.OriginalDefinition);

    private static IOperation Unconverted(IOperation operation) =>
        operation is IConversionOperation conversion ? Unconverted(conversion.Operand) : operation;
}
