using System.Collections.Immutable;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>
/// AOP1012: what was found through a weak reference is used, and nobody has asked whether it is alive.
/// </summary>
internal sealed class WeaklyHeldUnproven : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.WeaklyHeldUnproven,
        "Ask whether what was held weakly is still alive",
        "'{0}' was found through a weak reference by '{1}', and may be past its life: ask '{2}' before it is used",
        "A weak reference tells whether the garbage collector has taken an object. One that goes back to a pool, or "
        + "off its page, ends long before that.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        Reference[] found = value.References.Where(reference => reference.Kind == ReferenceKind.Direct).ToArray();
        if (found.Length == 0 || use.Type is not { } type || moment.Contracts.OfType(type).Revalidate is not { } member
            || moment.State.Get(found[0].Loan) is not { } state
            || (use.Parent is IMemberReferenceOperation asked && asked.Member.Name == member))
        {
            return;
        }

        bool isMethod = type.GetMembers(member).FirstOrDefault() is IMethodSymbol;
        string name = MessageText.Of(use.Syntax);
        bool isAlive = value.Alias is { } place && type.GetMembers(member).FirstOrDefault() is IPropertySymbol property
            && moment.State.Get(place.Member(property.OriginalDefinition)).Is(true);
        moment.Report(this, use.Syntax, new(
            state.IsUnproven && !isAlive && found.Length == 1,
            IsCertain: false,
            [found[0].Loan.Birthplace],
            [name, found[0].Loan.Name, member],
            ImmutableDictionary<string, string?>.Empty.Add(FixFacts.Test, $"{name}.{member}{(isMethod ? "()" : "")}")));
    }
}
