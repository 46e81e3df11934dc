using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>What an object lends until it takes all of it back, and objects that tell whether they are alive.</content>
internal sealed partial class Evaluator
{
    /// <summary>A value that is good until its giver ends what it lent.</summary>
    private Value Lend(IOperation site, MemberContract contract, Value giver, IOperation? shown = null)
    {
        Value lent = Birth(site, LoanKind.Plain, contract with { LentByThis = true }, shown);
        lent.References[0].Loan.Roots = giver.References
            .Where(reference => reference.Kind == ReferenceKind.Direct)
            .Select(reference => reference.Loan).ToImmutableArray();
        return lent;
    }

    private void ApplyLoans(IInvocationOperation call, MemberContract contract, Value receiver)
    {
        if (!contract.EndsLent)
        {
            return;
        }

        // Who may be one of several givers may have lent something else.
        Loan[] givers = receiver.References.Where(reference => reference.Kind == ReferenceKind.Direct)
            .Select(reference => reference.Loan).ToArray();
        foreach (Loan loan in givers.Length == 1 ? _state.Loans.Keys.Where(LentBy(givers[0])).ToArray() : [])
        {
            if (_state.Get(loan) is { IsEnded: false })
            {
                End(call, loan, new(EndsWhen.Always, null, true), Value.To(loan));
            }
        }
    }

    private static Func<Loan, bool> LentBy(Loan giver) => loan =>
        loan.Contract.LentByThis && loan.Roots.Length == 1 && loan.Roots[0] == giver;

    /// <summary>Whether the one claim that a value is lives on this path; null if that is not known.</summary>
    private bool? IsAlive(Value value) =>
        value.References.Length == 1 && value.References[0] is { Kind: ReferenceKind.Direct } only
        && _state.Get(only.Loan) is { } state
            ? state.IsEnded ? false
            : state is { Life: Life.Live, Escaped: false } && only.Loan.Kind == LoanKind.Acquired ? true
            : null
        : null;

    /// <summary>
    /// A number or an address that was computed from a claim may be all that is kept of it: whoever has that may end
    /// it.
    /// </summary>
    private void HandOverComputed(IOperation operand, Value value)
    {
        if (!LoanTypes.CanCarryLoan(operand.Type) || operand.Type is { TypeKind: TypeKind.Pointer })
        {
            HandOver(value);
        }
    }
}
