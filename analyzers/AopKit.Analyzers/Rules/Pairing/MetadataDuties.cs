using System.Collections.Immutable;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Pairing;

/// <summary>
/// Which metadata somebody must end, since the garbage collector will not: disposable, marked, or holding what was
/// borrowed.
/// </summary>
internal sealed class MetadataDuties(LifetimeEngine engine)
{
    private static readonly ImmutableHashSet<string> s_rents = ImmutableHashSet.Create(
        "ArrayPool.Rent", "MemoryPool.Rent", "ObjectPool.Get", "GCHandle.Alloc", "Marshal.AllocHGlobal",
        "NativeMemory.Alloc",
        "NativeMemory.AllocZeroed", "NativeMemory.AlignedAlloc");

    private static readonly ImmutableHashSet<string> s_returns = ImmutableHashSet.Create(
        "ArrayPool.Return", "ObjectPool.Return", "GCHandle.Free", "Marshal.FreeHGlobal", "NativeMemory.Free",
        "NativeMemory.AlignedFree");

    // Disposable by type only: nothing is lost if nobody disposes them.
    private static readonly ImmutableHashSet<string> s_harmless = ImmutableHashSet.Create(
        "MemoryStream", "StringReader", "StringWriter", "Task", "DataTable", "DataSet");

    /// <summary>Why the attached object must be ended, for the message; null if it need not be.</summary>
    public string? Of(IOperation metadata, CancellationToken cancellation)
    {
        metadata = Unconverted(metadata);
        if (metadata.Type is not { } type || type.TypeKind == TypeKind.Error || !IsOwn(metadata))
        {
            return null;
        }

        if (engine.Contracts.OfType(type).MustCall is { IsEmpty: false } methods)
        {
            return $"'{string.Join("' or '", methods)}' must be called on it";
        }

        return IsDisposable(type) ? "it must be disposed"
            : Rented(metadata, type, cancellation) is { } rent ? $"it holds what '{MessageText.Of(rent.Syntax)}' gave"
            : null;
    }

    public static bool IsDispose(IInvocationOperation call) => call.TargetMethod.Name is "Dispose" or "DisposeAsync";

    /// <summary>Whether a call gives something back, or ends something as its contract says.</summary>
    public bool IsEnd(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (IsDispose(call))
        {
            return false;
        }

        return s_returns.Contains(Name(method))
            || engine.Contracts.Of(method) is { EndsThis: not null }
            || engine.Contracts.Of(method).Parameters.Any(parameter => parameter.Ends is not null)
            || (call.Instance?.Type is { } type && engine.Contracts.OfType(type).MustCall.Contains(method.Name));
    }

    // Made here and given to nobody else: otherwise somebody else may end it.
    private bool IsOwn(IOperation metadata) => Unconverted(metadata) switch
    {
        IObjectCreationOperation => true,
        IInvocationOperation call => engine.Contracts.Of(call.TargetMethod) is { Acquires: true } or { Owned: true },
        ILocalReferenceOperation { Local: { } local } => Root(metadata).Descendants().All(use => use switch
        {
            IVariableDeclaratorOperation declarator when Is(declarator.Symbol, local) =>
                declarator.Initializer is { Value: not ILocalReferenceOperation } initializer
                && IsOwn(initializer.Value),
            ILocalReferenceOperation read when Is(read.Local, local) =>
                read.Parent is IMemberReferenceOperation or IInvocationOperation
                || (read.Parent is IArgumentOperation { Parent: IInvocationOperation call }
                    && engine.Contracts.Of(call.TargetMethod).Attaches),
            _ => true,
        }),
        _ => false,
    };

    private static bool Is(ILocalSymbol symbol, ILocalSymbol local) =>
        SymbolEqualityComparer.Default.Equals(symbol, local);

    private static bool IsDisposable(ITypeSymbol type) => !s_harmless.Contains(type.Name)
        && type.AllInterfaces.Any(
            contract => contract is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace.Name: "System" });

    // In the expression that makes the object, in what its variable is given later, or in its constructors.
    private IOperation? Rented(IOperation metadata, ITypeSymbol type, CancellationToken cancellation)
    {
        IEnumerable<IOperation> sources = [metadata];
        if (metadata is ILocalReferenceOperation { Local: { } local })
        {
            sources = Root(metadata).Descendants().Where(operation => Fills(operation, local));
        }

        sources = sources.Concat(type is INamedTypeSymbol named
            ? named.InstanceConstructors.Select(
                constructor => engine.Body(constructor, cancellation)).OfType<IOperation>()
            : []);
        return sources.SelectMany(source => source.DescendantsAndSelf()).OfType<IInvocationOperation>().FirstOrDefault(
            IsRent);
    }

    private static bool Fills(IOperation operation, ILocalSymbol local) => operation switch
    {
        IVariableDeclaratorOperation declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } =>
        SymbolEqualityComparer.Default.Equals(target.Local, local),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: ILocalReferenceOperation owner } } =>
            SymbolEqualityComparer.Default.Equals(owner.Local, local),
        _ => false,
    };

    private bool IsRent(IInvocationOperation call) =>
        s_rents.Contains(Name(call.TargetMethod)) || engine.Contracts.Of(call.TargetMethod).Acquires;

    private static string Name(IMethodSymbol method) => method.ContainingType.Name + "." + method.Name;

    private static IOperation Unconverted(IOperation operation) =>
        operation is IConversionOperation conversion ? Unconverted(conversion.Operand) : operation;

    private static IOperation Root(IOperation operation) => operation.Parent is { } parent ? Root(parent) : operation;
}
