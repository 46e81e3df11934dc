using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1007: a view is used after what it looks into has ended.</summary>
internal sealed class ViewOutlivesOwner : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.ViewOutlivesOwner,
        "Do not use a view after its owner has ended",
        "'{0}' looks into '{1}', whose life '{2}' ended: use it before the end, or copy what it shows",
        "A span, a memory, a pointer or an object that was read through a claim is good only as long as the claim.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        if (!LoanTypes.CanCarryLoan(use.Type) || IsLastRites(use))
        {
            return;
        }

        (Loan Loan, LoanState State)[] owners = value.References
            .Where(reference => reference.Kind == ReferenceKind.View && !IsMadeHere(reference, use))
            .Where(reference => moment.State.Get(reference.Loan) is not null)
            .Select(reference => (reference.Loan, moment.State.Get(reference.Loan)!))
            .OrderByDescending(owner => owner.Item2.IsEnded).ToArray();
        if (owners.Length > 0)
        {
            (Loan loan, LoanState state) = owners[0];
            moment.Report(
                this,
                use.Syntax,
                isBroken: state.IsEnded,
                isCertain: !state.Branched,
                related: [loan.Birthplace, state.EndSite?.Syntax],
                MessageText.Of(use.Syntax),
                loan.Name,
                MessageText.OfEnd(state.EndSite));
        }
    }

    // To dispose of what holds something, or to take it out of there, is not to look at it.
    private static bool IsLastRites(IOperation use) =>
        (use.Parent is IConversionOperation conversion ? conversion.Parent : use.Parent) switch
        {
            IInvocationOperation call =>
                call.TargetMethod.Name is "Dispose" or "DisposeAsync" || Collections.Removes(call.TargetMethod.Name),
            { Parent: ISimpleAssignmentOperation assignment } member and
                (IMemberReferenceOperation or IArrayElementReferenceOperation) => assignment.Target == member
                && assignment.Value is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation,
            _ => false,
        };

    // A view that this very expression reads off something ended: that use has been told already.
    private static bool IsMadeHere(Reference reference, IOperation use) =>
        reference.Site == (use is IConversionOperation conversion ? conversion.Operand : use);
}
