using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>Mappings: what was looked up, and the calls after which it is out of date.</content>
internal sealed partial class Evaluator
{
    private Value Mapped(
        IOperation lookup, MemberContract contract, Value result, Value receiver, List<PassedArgument> arguments)
    {
        if (contract.Mapping is not { } owner)
        {
            return result;
        }

        Loan? own = result.References.Where(reference => reference.Kind == ReferenceKind.Direct)
            .Select(reference => reference.Loan).FirstOrDefault(loan => loan.Site == lookup);
        if (own is null)
        {
            Value named = Birth(lookup, LoanKind.Plain, contract);
            own = named.References[0].Loan;
            result = result.With(named.References.AddRange(result.References));
        }

        own.KnownBy = Owner(owner, receiver, arguments).References
            .Where(reference => reference.Kind == ReferenceKind.Direct).Select(reference => reference.Loan)
            .ToImmutableArray();
        return result;
    }

    private void ApplyInvalidation(IInvocationOperation call, MemberContract contract, Value receiver)
    {
        if (contract.Invalidates == Invalidation.None)
        {
            return;
        }

        HashSet<Loan> owners = [.. receiver.References.Where(reference => reference.Kind == ReferenceKind.Direct)
            .Select(reference => reference.Loan)];
        _state.ForEachLoan((loan, state) => loan.KnownBy.Any(owners.Contains)
            && (state.StaleSince is null || (state.MayBeFresh && contract.Invalidates == Invalidation.All))
            ? state with { StaleSince = call, MayBeFresh = contract.Invalidates == Invalidation.Some }
            : state);
    }
}
