using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// A rule that watches the engine walk. The engine knows no rule: it tells what happens on each path, and a rule says
/// through
/// <c>FlowMoment.Report</c> whether that breaks it. Rules hold no state.
/// </summary>
internal abstract class FlowRule
{
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>A value is used: a member of it is called, it is passed, awaited or computed with.</summary>
    public virtual void OnUse(FlowMoment moment, IOperation use, Value value)
    {
    }

    /// <summary>A life is about to end; <paramref name="before"/> is its state so far.</summary>
    public virtual void OnEnding(FlowMoment moment, IOperation end, Loan loan, LoanState before, EndContract contract)
    {
    }

    /// <summary>The last place that held a live claim is overwritten.</summary>
    public virtual void OnLost(FlowMoment moment, Loan loan)
    {
    }

    /// <summary>
    /// A value that one place may hold is held by two: <paramref name="copy"/> made the second, and the first is used
    /// again by <paramref name="use"/>; null where the copy itself is hidden in a call.
    /// </summary>
    public virtual void OnTwoHolders(FlowMoment moment, IOperation copy, IOperation? use)
    {
    }

    /// <summary>Metadata is taken off a page.</summary>
    public virtual void OnDetach(FlowMoment moment, IOperation detach)
    {
    }

    /// <summary>A call or an assignment, after its operands and before its effect.</summary>
    public virtual void OnOperation(FlowMoment moment, IOperation operation)
    {
    }

    /// <summary>The method returns normally; every <c>finally</c> on the way has run.</summary>
    public virtual void OnExit(FlowMoment moment)
    {
    }
}

/// <summary>One point of one path: what a rule may ask.</summary>
internal sealed class FlowMoment(BodyAnalysis body, FlowState state)
{
    public BodyAnalysis Body { get; } = body;

    public FlowState State { get; } = state;

    public ContractModel Contracts => Body.Engine.Contracts;

    public IMethodSymbol Method => Body.Method;

    /// <summary>
    /// Says that a rule looked at a place on this path and what it found. A diagnostic follows if the rule is broken on
    /// every path that
    /// gets there, or on one that <paramref name="isCertain"/> marks as sure to be taken.
    /// </summary>
    public void Report(
        FlowRule rule,
        SyntaxNode place,
        bool isBroken,
        bool isCertain = false,
        IEnumerable<SyntaxNode?>? related = null,
        params object?[] arguments) =>
        Body.Verdicts.Add(rule, place, new(isBroken, isCertain, related, arguments, null));

    /// <summary>As above, and gives the fix what it needs (<see cref="FixFacts"/>).</summary>
    public void Report(FlowRule rule, SyntaxNode place, Finding finding) => Body.Verdicts.Add(rule, place, finding);
}
