using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Contracts;

/// <summary>
/// A place that contracts are read from. Attributes are one; a table for libraries that carry no attributes can be
/// another. A source says only what stands on the symbol itself: inheritance and memory are the model's.
/// </summary>
internal interface IContractSource
{
    /// <summary>
    /// Whether anything may be said of a symbol, or of what it overrides or implements. Cheap: most symbols end here.
    /// </summary>
    bool MayKnow(ISymbol symbol);

    MemberContract Member(ISymbol symbol);

    TypeContract Type(INamedTypeSymbol type);
}
