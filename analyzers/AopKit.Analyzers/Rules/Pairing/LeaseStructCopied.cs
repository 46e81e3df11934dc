using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Pairing;

/// <summary>AOP2004: a struct that is one claim is copied, and the original is used on.</summary>
internal sealed class LeaseStructCopied : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.LeaseStructCopied,
        "Do not copy a struct that holds a claim",
        "'{0}' is copied, and {1}: both copies would end the claim; pass it by 'ref' or 'in', or use one of the two "
        + "only",
        "A struct that remembers in its own fields whether its claim has ended cannot tell its copies. A second end "
        + "through a copy is a real one, even where the contract calls a second end harmless.");

    public override void OnTwoHolders(FlowMoment moment, IOperation copy, IOperation? use) => Report(
        moment,
        copy,
        use is null ? "the call runs on a hidden copy, since the variable is read-only"
            : $"'{Text(use)}' uses the original afterwards",
        use?.Syntax);

    public override void OnExit(FlowMoment moment)
    {
        foreach ((AccessPath place, Value value) in moment.State.Values.Select(entry => (entry.Key, entry.Value)))
        {
            if (moment.State.Exceptional || value.Copied is not { } copy)
            {
                continue;
            }

            if (Remains(place))
            {
                Report(moment, copy, $"'{place}' still holds it afterwards", null);
            }
            else
            {
                moment.Report(this, copy.Syntax, isBroken: false);
            }
        }
    }

    // What is done with the original says more than its name.
    private static string Text(IOperation use) => use.Parent switch
    {
        IConversionOperation conversion => Text(conversion),
        IInvocationOperation call => MessageText.OfEnd(call),
        { } parent => MessageText.Of(parent.Syntax),
        _ => MessageText.Of(use.Syntax),
    };

    private static bool Remains(AccessPath place) =>
        place.IsOuter || place.Root is IParameterSymbol { RefKind: not RefKind.None };

    private void Report(FlowMoment moment, IOperation copy, string why, SyntaxNode? related) => moment.Report(
        this, copy.Syntax, isBroken: true, isCertain: false, related: [related], MessageText.Of(copy.Syntax), why);
}
