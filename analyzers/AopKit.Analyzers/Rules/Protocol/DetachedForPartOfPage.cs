using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>AOP4007: metadata is detached though perhaps only a part of the page goes.</summary>
internal sealed class DetachedForPartOfPage : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.DetachedForPartOfPage,
        "Do not detach metadata when only a part of the page goes",
        "'{0}' takes metadata off the page although '{1}' may be a part of it: test '{1}.{2}', or both '{1}.{3}' and "
        + "'{1}.{4}'",
        "A range that starts at the beginning of a page need not reach its end; the rest of the page still needs its "
        + "metadata.");

    public override void OnDetach(FlowMoment moment, IOperation detach)
    {
        if (ContractModel.Declarations(moment.Method).Skip(1).FirstOrDefault() is null)
        {
            return;
        }

        foreach (IParameterSymbol parameter in moment.Method.Parameters)
        {
            if (moment.Contracts.OfType(parameter.Type).PageRange is { } range)
            {
                moment.Report(this, detach.Syntax, new(
                    IsBroken: !IsWhole(moment.State, parameter, range),
                    IsCertain: ReleaseAnswer.IsSure(moment),
                    Related: [parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(
                        moment.Body.Cancellation)],
                    Arguments: [MessageText.Of(detach.Syntax), parameter.Name, range.WholePage, range.Start,
                        range.Length],
                    FixFacts: ImmutableDictionary<string, string?>.Empty
                        .Add(FixFacts.Range, parameter.Name).Add(FixFacts.WholePage, range.WholePage)));
            }
        }
    }

    private static bool IsWhole(FlowState state, IParameterSymbol parameter, PageRangeContract range)
    {
        AccessPath root = AccessPath.Of(parameter);
        if (state.Get(root).Tested && !Facts(state, root).Any())
        {
            return true;
        }

        bool sawStart = false;
        bool sawLength = false;
        foreach ((ISymbol member, Value value) in Facts(state, root))
        {
            if (member.Name == range.WholePage)
            {
                return value.Is(true);
            }

            sawStart |= member.Name == range.Start && value.Tested;
            sawLength |= member.Name != range.Start && value.Tested;
        }

        return sawStart && sawLength;
    }

    private static IEnumerable<(ISymbol Member, Value Value)> Facts(FlowState state, AccessPath root) =>
        state.Values.Where(entry => entry.Key.Members.Length == 1 && entry.Key.StartsWith(root))
            .Select(entry => (entry.Key.Members[0], entry.Value));
}
