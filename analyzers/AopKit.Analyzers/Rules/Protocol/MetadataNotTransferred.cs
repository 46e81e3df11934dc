using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>AOP4004: a callback says that a page has moved, and its metadata has not.</summary>
internal sealed class MetadataNotTransferred : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.MetadataNotTransferred,
        "Move the metadata before answering that the page has moved",
        "'{0}' answers '{1}' without moving the metadata of '{2}' to '{3}': detach it there and attach it here, "
        + "or refuse",
        "The old frame is given back when the callback has agreed. Metadata that was left on it is lost, though "
        + "the page lives on.");

    public override void OnExit(FlowMoment moment)
    {
        if (moment.Body.Contract.TransferAnswer is not { } transfer || moment.State.ResultSite is not { } site
            || moment.State.Exceptional || !ReleaseAnswer.Is(moment, transfer[0]))
        {
            return;
        }

        (IParameterSymbol Parameter, Loan Loan, LoanState State)[] pages =
            ReleaseAnswer.Pages(moment).OrderBy(page => page.Parameter.Ordinal).ToArray();
        if (pages.Length != 2 || !Attaches(moment, moment.Method.ContainingType))
        {
            return;
        }

        (IParameterSymbol Parameter, Loan Loan, LoanState State) from = pages[0];
        (IParameterSymbol Parameter, Loan Loan, LoanState State) to = pages[1];

        bool stays = from.State.Metadata is MetadataState.AsGiven or MetadataState.Attached
            && !ReleaseAnswer.HasNoMetadata(moment, from.Parameter);
        bool isDropped = from.State.Metadata == MetadataState.Detached && !Attaches(moment, moment.Method);
        moment.Report(
            this,
            site.Syntax,
            isBroken: to.State.Metadata == MetadataState.AsGiven && (stays || isDropped),
            isCertain: !moment.State.Believed && !moment.State.Imprecise,
            related: [from.Loan.Birthplace, from.State.MetadataSite?.Syntax],
            moment.Method.Name,
            ReleaseAnswer.Text(moment, transfer[0]),
            from.Parameter.Name,
            to.Parameter.Name);
    }

    // A client that attaches nothing has nothing to move.
    private static bool Attaches(FlowMoment moment, INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Any(method => Attaches(moment, method))
        || type.GetTypeMembers().Any(nested => Attaches(moment, nested))
        || (type.BaseType is { SpecialType: SpecialType.None } parent && Attaches(moment, parent.OriginalDefinition));

    private static bool Attaches(FlowMoment moment, IMethodSymbol method) =>
        moment.Body.Engine.Body(method, moment.Body.Cancellation) is { } body
        && body.Descendants().OfType<IInvocationOperation>().Any(
            call => moment.Contracts.Of(call.TargetMethod).Attaches);
}
