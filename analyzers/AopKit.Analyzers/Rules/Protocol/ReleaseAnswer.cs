using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>What a release callback answers at an exit, and about which pages.</summary>
internal static class ReleaseAnswer
{
    /// <summary>The pages of a callback: parameters of a type that metadata can be attached to.</summary>
    public static IEnumerable<(IParameterSymbol Parameter, Loan Loan, LoanState State)> Pages(FlowMoment moment)
    {
        foreach (KeyValuePair<Loan, LoanState> entry in moment.State.Loans)
        {
            if (entry.Key.Parameter is { } parameter && PageTypes.IsPage(moment.Contracts, parameter.Type)
                && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, moment.Method))
            {
                yield return (parameter, entry.Key, entry.Value);
            }
        }
    }

    public static bool Is(FlowMoment moment, object? answer) => moment.State.Get(AccessPath.Result).Is(answer);

    /// <summary>Whether what this path shows is enough to speak, whatever other paths show.</summary>
    public static bool IsSure(FlowMoment moment) =>
        !moment.State.Believed && !moment.State.Imprecise && !moment.State.Exceptional;

    public static bool SaysReleased(FlowMoment moment, ReleaseContract contract) =>
        Is(moment, contract.Released);

    public static bool SaysStillAttached(FlowMoment moment, ReleaseContract contract) =>
        contract.StillAttached.Any(answer => Is(moment, answer));

    /// <summary>Whether a path has found out that the page has no metadata.</summary>
    public static bool HasNoMetadata(FlowMoment moment, IParameterSymbol page) =>
        MetadataPath(moment, page) is { } path && moment.State.Get(path).IsNull;

    public static AccessPath? MetadataPath(FlowMoment moment, IParameterSymbol page) =>
        PageTypes.Metadata(moment.Contracts, page.Type) is { } metadata
            ? AccessPath.Of(page).Member(metadata.OriginalDefinition)
            : null;

    /// <summary>
    /// What a fix needs to know: the page, how it detaches and tells that it is dirty, and the answer to give instead.
    /// </summary>
    public static ImmutableDictionary<string, string?> FixFacts(
        FlowMoment moment, IParameterSymbol page, object? answer) =>
        ImmutableDictionary<string, string?>.Empty
            .Add(Analyzers.FixFacts.Page, page.Name)
            .Add(Analyzers.FixFacts.Answer, Text(moment, answer))
            .Add(Analyzers.FixFacts.Dirty, PageTypes.DirtyState(moment.Contracts, page.Type)?.Name)
            .Add(Analyzers.FixFacts.Detach, PageTypes.Members(page.Type)
                .FirstOrDefault(member => moment.Contracts.Of(member).Detaches)?.Name);

    /// <summary>An answer as it is written: the member of the enum, or true or false.</summary>
    public static string Text(FlowMoment moment, object? answer) => Text(moment.Method, answer);

    public static string Text(IMethodSymbol method, object? answer) => answer switch
    {
        bool flag => flag ? "true" : "false",
        _ => method.ReturnType.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, answer))?.Name
            ?? answer?.ToString() ?? "null",
    };
}
