using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>Turns the state at an exit into what a caller needs to know.</summary>
internal static class SummaryBuilder
{
    public static ExitCase Case(BodyAnalysis analysis, FlowState exit)
    {
        ImmutableArray<IParameterSymbol> parameters = analysis.Method.Parameters;
        Value result = exit.Get(AccessPath.Result);
        return new()
        {
            Result = Portable(result),
            ResultReferences = result.References
                .Where(reference => reference.Loan.Parameter is not null && reference.Kind != ReferenceKind.Capture)
                .Select(reference => (reference.Loan.Parameter!.Ordinal, reference.Kind)).Distinct().ToImmutableArray(),
            ResultMentions = result.Mentions
                .Where(path => !path.IsRoot && path.Root is IParameterSymbol mentioned
                    && parameters.Contains(mentioned, SymbolEqualityComparer.Default))
                .Select(path => (((IParameterSymbol)path.Root).Ordinal, path.Members)).ToImmutableArray(),
            Claim = result.References.FirstOrDefault(reference => reference.Kind == ReferenceKind.Direct
                && reference.Loan is { Kind: LoanKind.Acquired, Parameter: null }
                && exit.Get(reference.Loan) is { Life: Life.Live }).Loan?.Contract,
            Parameters = parameters.Select(parameter => Effect(analysis, exit, parameter)).ToImmutableArray(),
            Facts = parameters.SelectMany(parameter => Facts(exit, parameter)).ToImmutableArray(),
            Believed = exit.Believed,
        };
    }

    // Places and loans of the callee mean nothing to the caller; constants do.
    private static Value Portable(Value value) => value.IsKnown
        ? Value.Known(value.ConstantOrNull)
        : value.Excluded.IsEmpty || !value.IsNotNull ? Value.Unknown : Value.Unknown.Unequal(null);

    private static ParameterEffect Effect(BodyAnalysis analysis, FlowState exit, IParameterSymbol parameter)
    {
        Loan? loan = exit.Loans.Keys.FirstOrDefault(candidate =>
            SymbolEqualityComparer.Default.Equals(candidate.Parameter, parameter));
        if (loan is null || exit.Get(loan) is not { } state)
        {
            return ParameterEffect.None;
        }

        (ISymbol? field, bool isElement) = KeptIn(exit, loan);
        return new()
        {
            EndedIdempotently = state.IsEnded ? state.Idempotent : null,
            Escaped = state.Escaped || (state.Life & Life.Ended) != 0,
            Transferred = state.Transferred,
            Metadata = state.Metadata,
            KeptIn = field,
            KeptAsElement = isElement,
        };
    }

    private static (ISymbol? Field, bool IsElement) KeptIn(FlowState exit, Loan loan)
    {
        foreach (KeyValuePair<AccessPath, Value> entry in exit.Values)
        {
            if (entry.Key is { Root: "this", Members.Length: 1 })
            {
                foreach (Reference reference in entry.Value.References)
                {
                    if (reference.Loan == loan && reference.Site is not null && reference.Kind != ReferenceKind.Capture)
                    {
                        return (entry.Key.Members[0], reference.Kind == ReferenceKind.View);
                    }
                }
            }
        }

        return (null, false);
    }

    private static IEnumerable<ParameterFact> Facts(FlowState exit, IParameterSymbol parameter)
    {
        AccessPath root = AccessPath.Of(parameter);
        foreach (KeyValuePair<AccessPath, Value> entry in exit.Values)
        {
            if (!entry.Key.IsRoot && entry.Key.StartsWith(root))
            {
                Value fact = Portable(entry.Value);
                fact = entry.Value.Tested ? fact.AsTested() : fact;
                if (!fact.Equals(Value.Unknown))
                {
                    yield return new(parameter.Ordinal, entry.Key.Members, fact);
                }
            }
        }
    }
}
