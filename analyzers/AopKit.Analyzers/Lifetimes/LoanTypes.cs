using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>What the engine asks of types.</summary>
internal static class LoanTypes
{
    /// <summary>
    /// Numbers, enums and strings are copied and have no life; a claim on them exists only where a contract says so.
    /// </summary>
    public static bool CanCarryLoan(ITypeSymbol? type) => type switch
    {
        null => false,
        { TypeKind: TypeKind.Enum or TypeKind.Error } => false,
        { SpecialType: SpecialType.None or SpecialType.System_Object or SpecialType.System_Collections_IEnumerable } =>
            true,
        { TypeKind: TypeKind.Array or TypeKind.Pointer or TypeKind.Interface } => true,
        _ => false,
    };

    /// <summary>Whether a value of the type looks into memory that something else owns.</summary>
    public static bool IsView(ITypeSymbol? type) => type is
        { IsRefLikeType: true }
        or { TypeKind: TypeKind.Pointer }
        or { Name: "Memory" or "ReadOnlyMemory" or "ArraySegment" or "ReadOnlySequence", IsValueType: true };

    /// <summary>Tasks and their awaiters: what is read from one is the result that it carries.</summary>
    public static bool CarriesResult(ITypeSymbol? type) => IsTask(type)
        || (type?.Name is { } name
            && (name.Contains("TaskAwait") || name.EndsWith("Awaiter", StringComparison.Ordinal)));

    public static bool IsTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask" };

    /// <summary>A struct that somebody wrote, not one of the language's numbers.</summary>
    public static bool IsOwnStruct(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None };

    public static bool IsDelegate(ITypeSymbol? type) => type is { TypeKind: TypeKind.Delegate };

    public static bool IsNonNullable(ITypeSymbol? type, NullableAnnotation annotation) =>
        type is { IsReferenceType: false } || annotation == NullableAnnotation.NotAnnotated;
}
