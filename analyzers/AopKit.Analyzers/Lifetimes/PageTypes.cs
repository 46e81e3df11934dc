using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>Pages, as the contract knows them: types that metadata can be attached to.</summary>
internal static class PageTypes
{
    public static bool IsPage(ContractModel contracts, ITypeSymbol? type) =>
        type is not null && Members(type).Any(member =>
            contracts.Of(member) is { AttachedMetadata: true } or { Detaches: true } or { Attaches: true });

    /// <summary>The property that shows the metadata of a page type, constructed as the type is.</summary>
    public static IPropertySymbol? Metadata(ContractModel contracts, ITypeSymbol type) =>
        Members(type).OfType<IPropertySymbol>().FirstOrDefault(property => contracts.Of(property).AttachedMetadata);

    public static IPropertySymbol? DirtyState(ContractModel contracts, ITypeSymbol type) =>
        Members(type).OfType<IPropertySymbol>().FirstOrDefault(property => contracts.Of(property).DirtyState);

    public static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                yield return member;
            }
        }
    }
}
