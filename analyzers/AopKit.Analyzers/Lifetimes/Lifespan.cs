using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>How long a reference may be kept, as seen from the exit of the method.</summary>
internal static class Lifespan
{
    /// <summary>
    /// What ends the life at or before the exit, in words that follow "ends"; null when it lives on as far as anybody
    /// can tell.
    /// </summary>
    public static string? End(FlowMoment moment, Loan loan)
    {
        if (moment.State.Get(loan) is not { Exists: true } state)
        {
            return null;
        }

        if (state.IsEnded)
        {
            return $"at '{MessageText.OfEnd(state.EndSite)}'";
        }

        return loan.Kind switch
        {
            LoanKind.BorrowedParameter => loan.UntilTaskEnds
                ? $"when the task of '{moment.Method.Name}' ends"
                : $"when '{NameOf(moment.Method)}' returns",
            LoanKind.BorrowedResult => EndOfResult(moment, loan),
            _ => null,
        };
    }

    public static SyntaxNode? EndPlace(FlowMoment moment, Loan loan) =>
        moment.State.Get(loan) is { IsEnded: true } state ? state.EndSite?.Syntax : null;

    private static string? EndOfResult(FlowMoment moment, Loan loan)
    {
        if (moment.Contracts.OfType(loan.Type).Lifetime is LifetimeEnd.AddressSpace or LifetimeEnd.Owner)
        {
            return null;
        }

        if (loan.Roots.IsEmpty)
        {
            return "with what it was taken from";
        }

        foreach (Loan root in loan.Roots)
        {
            // Metadata that was taken off its page belongs to the client.
            if (loan.Contract.AttachedMetadata && moment.State.Get(root) is { Metadata: not MetadataState.AsGiven })
            {
                return null;
            }

            if (End(moment, root) is { } end)
            {
                return end;
            }

            if (root.Parameter is not null && (root.Type?.IsRefLikeType == true || loan.Contract.AttachedMetadata))
            {
                return $"with '{root.Name}'";
            }
        }

        return null;
    }

    private static string NameOf(IMethodSymbol method) => method.Name.Length > 0 ? method.Name : "the lambda";
}
