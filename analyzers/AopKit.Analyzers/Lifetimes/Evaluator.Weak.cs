using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>Objects that were held weakly: whether somebody has asked that they are alive.</content>
internal sealed partial class Evaluator
{
    private Value Weak(IOperation site, MemberContract contract, IOperation? shown = null)
    {
        Value found = Birth(site, LoanKind.Plain, contract, shown);
        ChangeDirect(found, state => state with { IsUnproven = true });
        return found;
    }

    /// <summary>An answer of "yes" proves it; so does a member that answers nothing, by returning.</summary>
    private void ApplyProof(IInvocationOperation call, Value receiver, Value outcome)
    {
        if (outcome.Truth is not false && WeakReferences.Proves(Contracts, call))
        {
            ChangeDirect(receiver, state => state with { IsUnproven = false });
        }
    }
}
