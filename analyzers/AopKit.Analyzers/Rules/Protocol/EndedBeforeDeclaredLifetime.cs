using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>AOP4005: a release callback ends what is declared to live longer, though the page may stay.</summary>
internal sealed class EndedBeforeDeclaredLifetime : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.EndedBeforeDeclaredLifetime,
        "Do not end in a release callback what is declared to live longer",
        "'{0}' is declared to live until {1}, but '{2}' in '{3}' ends it, and the page may stay: end it where its "
        + "life ends, or keep the page",
        "A release callback is asked before anybody knows whether the page goes. A fact with a longer life that it "
        + "ends is lost.");

    public override void OnOperation(FlowMoment moment, IOperation operation)
    {
        if (moment.Body.Contract.Release is { } contract && DeclaredEnds.EndedBy(moment.Body, operation) is { } ended)
        {
            Report(moment, contract, operation, ended);
        }
    }

    public override void OnDetach(FlowMoment moment, IOperation detach)
    {
        if (moment.Body.Contract.Release is { } contract && detach is IInvocationOperation { Instance.Type: { } page }
            && detach.Parent is IExpressionStatementOperation
            && PageTypes.Metadata(moment.Contracts, page) is { } metadata
            && DeclaredEnds.DroppedWith(moment, metadata.Type) is { } ended)
        {
            Report(moment, contract, detach, ended);
        }
    }

    private void Report(
        FlowMoment moment, ReleaseContract contract, IOperation operation, DeclaredEnds.Ended ended) => moment.Report(
        this,
        operation.Syntax,
        isBroken: !GoesForCertain(moment, contract),
        isCertain: !moment.State.Imprecise,
        related: ended.Declaration.DeclaringSyntaxReferences.Select(
            reference => reference.GetSyntax(moment.Body.Cancellation)),
        ended.Declaration.Name,
        ended.End,
        MessageText.Of(operation.Syntax),
        moment.Method.Name);

    private static bool GoesForCertain(FlowMoment moment, ReleaseContract contract) =>
        contract.RemovalMember is { } name && moment.State.Values.Any(entry =>
            entry.Key is { Root: IParameterSymbol, Members.Length: 1 } && entry.Key.Members[0].Name == name
            && entry.Value.Is(contract.CertainRemoval));
}
