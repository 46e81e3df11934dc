using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>
/// AOP1006: something leaves the method by its result or an out argument, but does not live that long.
/// </summary>
internal sealed class ReturnedBeyondLifetime : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.ReturnedBeyondLifetime,
        "Do not return a value beyond its lifetime",
        "'{0}' leads to '{1}', which ends {2}, and is handed out beyond that: return a copy, or give the caller the "
        + "claim",
        "What a method returns or puts into an out argument must live on after it has returned.");

    public override void OnExit(FlowMoment moment)
    {
        if (moment.State.ResultSite is { } site)
        {
            Check(moment, moment.State.Get(AccessPath.Result), site.Syntax);
        }

        foreach (IParameterSymbol parameter in moment.Method.Parameters)
        {
            if (parameter.RefKind is RefKind.Out or RefKind.Ref)
            {
                Value value = moment.State.Get(AccessPath.Of(parameter));
                Check(moment, value, value.References.FirstOrDefault(reference => reference.Site is not null)
                    .Site?.Syntax);
            }
        }
    }

    private void Check(FlowMoment moment, Value value, SyntaxNode? place)
    {
        (Loan Loan, string? End)[] loans = value.References
            .Where(reference => reference.Kind != ReferenceKind.Capture)
            .Select(reference => (
                reference.Loan, IsDeclared(moment) ? EndedBefore(moment, reference.Loan) : End(moment, reference.Loan)))
            .OrderBy(candidate => candidate.Item2 is null).ToArray();
        if (loans.Length > 0 && place is not null)
        {
            (Loan loan, string? end) = loans[0];
            moment.Report(
                this,
                place,
                isBroken: end is not null,
                isCertain: false,
                related: [loan.Birthplace, Lifespan.EndPlace(moment, loan)],
                MessageText.Of(place),
                loan.Name,
                end);
        }
    }

    // An accessor that says so may hand out what was lent to it: the caller still has it.
    private static bool IsDeclared(FlowMoment moment) =>
        moment.Body.Contract is { ViewOf: not null } or { Borrowed: true };

    private static string? EndedBefore(FlowMoment moment, Loan loan) =>
        moment.State.Get(loan) is { IsEnded: true } ? Lifespan.End(moment, loan) : null;

    private static string? End(FlowMoment moment, Loan loan) => loan.Kind switch
    {
        LoanKind.BorrowedParameter => Lifespan.End(moment, loan),
        _ => EndedBefore(moment, loan),
    };
}
