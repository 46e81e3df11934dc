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
        Loan? own = result.References.Where(reference => reference.Kind == ReferenceKind.Direct)
            .Select(reference => reference.Loan).FirstOrDefault(loan => loan.Site == lookup);
        if (own is { Kind: LoanKind.Acquired })
        {
            own.TakenFrom = Loans(receiver);
        }

        if (contract.Mapping is not { } owner)
        {
            return result;
        }

        if (own is null)
        {
            Value named = Birth(lookup, LoanKind.Plain, contract);
            own = named.References[0].Loan;
            result = result.With(named.References.AddRange(result.References));
        }

        own.KnownBy = Loans(Owner(owner, receiver, arguments));
        return result;
    }

    /// <summary>Claims that came out by an argument were given by who was called.</summary>
    private void NoteGiver(MemberContract contract, Value receiver, List<PassedArgument> arguments)
    {
        foreach (PassedArgument argument in arguments)
        {
            if (contract.Parameter(argument.Parameter.Ordinal).Acquires && PathOf(argument.Operation) is { } path)
            {
                foreach (Loan loan in Loans(_state.Get(path)))
                {
                    loan.TakenFrom = Loans(receiver);
                }
            }
        }
    }

    private void ApplyInvalidation(IInvocationOperation call, MemberContract contract, Value receiver)
    {
        if (contract.Invalidates == Invalidation.None)
        {
            return;
        }

        ImmutableArray<Loan> owners = Loans(receiver);
        bool IsMeant(Loan loan) => loan.KnownBy.Any(owners.Contains) || loan.TakenFrom.Any(owners.Contains);
        ForgetTests(IsMeant);
        _state.ForEachLoan((loan, state) => IsMeant(loan)
            && (state.StaleSince is null || (state.MayBeFresh && contract.Invalidates == Invalidation.All))
            ? state with { StaleSince = call, MayBeFresh = contract.Invalidates == Invalidation.Some }
            : state);
    }

    /// <summary>What a claim said of itself before may not hold after it.</summary>
    private void ForgetTests(Func<Loan, bool> isMeant)
    {
        foreach ((AccessPath place, Value value) in _state.Values.Select(entry => (entry.Key, entry.Value)))
        {
            if (!Loans(value).Any(isMeant))
            {
                continue;
            }

            foreach (AccessPath member in _state.Values.Keys.Where(
                known => known.Members.Length > place.Members.Length && known.StartsWith(place)))
            {
                _state.Refine(member, Value.Unknown.With(_state.Get(member).References));
            }
        }
    }

    private static ImmutableArray<Loan> Loans(Value value) => value.References
        .Where(reference => reference.Kind == ReferenceKind.Direct).Select(reference => reference.Loan)
        .ToImmutableArray();
}
