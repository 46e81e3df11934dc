using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1008: a mapping is used after a call that made it out of date.</summary>
internal sealed class StaleMapping : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.StaleMapping,
        "Do not use a mapping that a later call has made out of date",
        "'{0}' was looked up by '{1}', and '{2}' has made that out of date: look it up again",
        "Where something lies is true until the object that said so changes: after a truncate or the like the same "
        + "place may hold somebody else's data.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        Reference[] mappings = value.References.Where(reference => reference is
            { Kind: ReferenceKind.Direct, Loan.KnownBy.IsEmpty: false }).ToArray();
        if (mappings.Length == 0)
        {
            return;
        }

        LoanState[] states = mappings.Select(mapping => moment.State.Get(mapping.Loan)).OfType<LoanState>().ToArray();
        LoanState? stale = states.FirstOrDefault(state => state.StaleSince is not null);
        moment.Report(
            this,
            use.Syntax,
            isBroken: stale is not null && states.All(state => state.StaleSince is not null),
            isCertain: false,
            related: [mappings[0].Loan.Birthplace, stale?.StaleSince?.Syntax],
            MessageText.Of(use.Syntax),
            mappings[0].Loan.Name,
            MessageText.Of(stale?.StaleSince?.Syntax));

        // A call that means a part only may have left this one alone: a path like any other, which breaks nothing.
        if (stale is { MayBeFresh: true })
        {
            moment.Report(this, use.Syntax, isBroken: false);
        }
    }
}
