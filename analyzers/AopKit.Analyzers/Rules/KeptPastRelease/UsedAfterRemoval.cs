using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1009: a claim is used as if what it claims were still there, after a call that removed it.</summary>
internal sealed class UsedAfterRemoval : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.UsedAfterRemoval,
        "Check again that a page is there after it was removed",
        "'{0}' needs a page that is still there, and '{1}' has removed it: ask '{2}' first, or find the page again",
        "A claim keeps what it claims readable, not in its place: after a truncate or the like a change to it is "
        + "refused, or lost.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        if (use.Parent is not IInvocationOperation call || call.Instance != use
            || moment.Contracts.Of(call.TargetMethod).NeedsCurrent is not { } need
            || value.References.FirstOrDefault(reference => reference.Kind == ReferenceKind.Direct)
                is not { Loan: { } loan }
            || moment.State.Get(loan) is not { } state)
        {
            return;
        }

        string test = MessageText.Of(use.Syntax) + "." + need.Member;
        bool isGone = state.StaleSince is not null && !IsAsked(moment, use, value, need);
        moment.Report(this, call.Syntax, new(
            isGone,
            IsCertain: false,
            [loan.Birthplace, state.StaleSince?.Syntax],
            [MessageText.Of(call.Syntax), MessageText.Of(state.StaleSince?.Syntax), test],
            need.GoneWhen is true ? ImmutableDictionary<string, string?>.Empty.Add(FixFacts.Test, test) : null));

        // A call that means a part only may have left this one where it was.
        if (isGone && state.MayBeFresh)
        {
            moment.Report(this, call.Syntax, isBroken: false);
        }
    }

    private static bool IsAsked(FlowMoment moment, IOperation use, Value value, CurrencyContract need) =>
        value.Alias is { } place && use.Type is { } type
        && PageTypes.Members(type).OfType<IPropertySymbol>().FirstOrDefault(member => member.Name == need.Member)
            is { } property
        && moment.State.Get(place.Member(property.OriginalDefinition)).IsNot(need.GoneWhen);
}
