using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Pairing;

/// <summary>AOP2001: a life that was ended, or handed over, is ended again.</summary>
internal sealed class EndedTwice : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.EndedTwice,
        "Do not end a lifetime twice",
        "'{0}' ends '{1}', whose life '{2}' ends as well; end it once: remove one of the two",
        "A second end gives back what may belong to somebody else by then. A contract that allows it says Idempotent.");

    public override void OnEnding(FlowMoment moment, IOperation end, Loan loan, LoanState before, EndContract contract)
    {
        bool isHarmless = contract.Idempotent || before.Idempotent;
        bool isSecond = before.IsEnded || (before.Transferred && before.Life == Life.Live);

        // The end that a using statement makes has no text of its own: then the one that was written is the one too
        // many.
        IOperation shown = end.IsImplicit && before.EndSite is { IsImplicit: false } written ? written : end;
        IOperation? other = shown == end ? before.EndSite : end;
        moment.Report(
            this,
            shown.Syntax,
            isBroken: isSecond && !isHarmless,
            isCertain: !before.Branched && !loan.IsOuter,
            related: [loan.Birthplace, other?.Syntax],
            MessageText.Of(shown.Syntax),
            loan.Name,
            other is null ? "its new owner" : MessageText.OfEnd(other));
    }
}
