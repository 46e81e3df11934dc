using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1010: metadata is used as if it were there, and a release callback may have taken it off.</summary>
internal sealed class MetadataMayBeGone : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.MetadataMayBeGone,
        "Do not count on metadata that a release callback may have detached",
        "'{0}' may be null: a release callback detaches '{1}', and {2}; read it once and test it for null",
        "A release callback may run between any two steps of a client that holds a page without its lock, and the page "
        + "may stay. What was attached or seen before says nothing then.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        if (!IsDereferenced(use) || value.References.Length == 0
            || value.References[0] is not { Kind: ReferenceKind.Direct, Loan: { Site: { } read } loan }
            || !loan.Contract.AttachedMetadata || loan.Type is not { } metadata || Why(moment, loan) is not { } why
            || IsToldByCompiler(use)
            || !moment.Body.Engine.ReleaseDetachers.MayDetach(metadata, moment.Body.Cancellation))
        {
            return;
        }

        moment.Report(
            this, read.Syntax, isBroken: !value.IsNotNull, isCertain: false, related: [use.Syntax],
            MessageText.Of(read.Syntax), metadata.Name, why);
    }

    // In a callback the engine knows what it passes; what was locked here was open to others until then.
    private static string? Why(FlowMoment moment, Loan loan)
    {
        if (loan.Contract.MayChange)
        {
            return "may do so while the page is held without its lock";
        }

        Loan? page = loan.Roots.FirstOrDefault();
        return page is { Kind: LoanKind.Acquired }
            && moment.State.Get(page) is { Metadata: MetadataState.AsGiven }
                ? $"may have done so before '{page.Name}'"
                : null;
    }

    private static bool IsDereferenced(IOperation use) => use.Parent switch
    {
        IMemberReferenceOperation member => member.Instance == use,
        IInvocationOperation call => call.Instance == use,
        _ => false,
    };

    /// <summary>Whether the compiler itself warns here, because nobody told it not to.</summary>
    private static bool IsToldByCompiler(IOperation use) => use.SemanticModel is { } model
        && model.GetNullableContext(use.Syntax.SpanStart).WarningsEnabled()
        && !use.Syntax.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression)
        && model.GetTypeInfo(use.Syntax).Nullability.FlowState == NullableFlowState.MaybeNull;
}
