using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AopKit.Analyzers.Inference;

/// <summary>Reads from all ways through a body what it does with its parameters and what it gives back.</summary>
internal static class LifetimeInference
{
    public static IEnumerable<InferredContract> Of(
        IMethodSymbol method, ControlFlowGraph graph, LifetimeEngine engine, CancellationToken cancellation)
    {
        if (!LoanTypes.CanCarryLoan(method.ReturnType)
            && !method.Parameters.Any(parameter => LoanTypes.CanCarryLoan(parameter.Type)))
        {
            yield break;
        }

        BodyAnalysis analysis = new(engine, method, [], [], cancellation);
        FlowState[] states = [.. analysis.Run(graph).Where(exit => !exit.Exceptional)];
        List<ExitCase> exits = [.. states.Select(exit => SummaryBuilder.Case(analysis, exit))];

        // What was not looked at to the end is not known.
        if (exits.Count == 0 || analysis.WasCut || analysis.GaveUp || exits.Any(exit => exit.Believed))
        {
            yield break;
        }

        MemberContract contract = engine.Contracts.Of(method);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (contract.Parameter(parameter.Ordinal) == ParameterContract.None
                && OfParameter(parameter, [.. exits.Where((_, number) => IsGiven(parameter, states[number]))],
                    engine.Contracts) is { } inferred)
            {
                yield return inferred;
            }
        }

        if (!contract.Acquires && !contract.Owned && GivesClaim(exits))
        {
            bool mayBeDropped = exits.TrueForAll(exit => exit.Claim is null or { MayBeDropped: true });
            string attribute = mayBeDropped ? "Acquires(MayBeDropped = true)" : "Acquires";
            yield return new(method, IsOfResult: true, attribute, "gives its caller a claim to end");
        }

        if (contract.ViewOf is null && !contract.Acquires && LooksInto(method, exits) is { } owner)
        {
            yield return new(method, IsOfResult: true, $"ViewOf(\"{owner}\")", $"gives a view of '{owner}'");
        }
    }

    private static InferredContract? OfParameter(
        IParameterSymbol parameter, List<ExitCase> exits, ContractModel contracts)
    {
        List<ExitCase> ends = exits.FindAll(exit => Effect(exit, parameter).EndedIdempotently is not null);
        if (ends.Count > 0 && When(ends, exits) is { } when)
        {
            string idempotent = ends.TrueForAll(exit => Effect(exit, parameter).EndedIdempotently == true)
                ? "Idempotent = true" : "";
            string arguments = string.Join(", ", new[] { when, idempotent }.Where(part => part.Length > 0));
            return new(parameter, IsOfResult: false,
                arguments.Length > 0 ? $"EndsLifetime({arguments})" : "EndsLifetime", "ends its life");
        }

        return exits.Count > 0 && exits.TrueForAll(exit => IsTaken(Effect(exit, parameter), contracts))
            ? new(parameter, IsOfResult: false, "Owned", "takes it for good")
            : null;
    }

    // A way on which there is nothing to end says nothing.
    private static bool IsGiven(IParameterSymbol parameter, FlowState exit) =>
        !exit.Get(AccessPath.Of(parameter)).IsNull;

    // Null: neither every way ends it, nor do exactly those that give one of two answers.
    private static string? When(List<ExitCase> ends, List<ExitCase> exits) =>
        ends.Count == exits.Count ? ""
        : exits.TrueForAll(exit => exit.Result.Truth == ends.Contains(exit)) ? "When = EndsWhen.ReturnsTrue"
        : exits.TrueForAll(exit => exit.Result.Truth == !ends.Contains(exit)) ? "When = EndsWhen.ReturnsFalse"
        : null;

    private static bool IsTaken(ParameterEffect effect, ContractModel contracts) =>
        effect.Transferred || (effect.KeptIn is { } field && contracts.Of(field).Owned);

    private static bool GivesClaim(List<ExitCase> exits) =>
        exits.Exists(exit => exit.GivesClaim) && exits.TrueForAll(exit => exit.GivesClaim || exit.Result.IsNull);

    // A result that is the parameter itself is no view of it.
    private static string? LooksInto(IMethodSymbol method, List<ExitCase> exits)
    {
        if (!exits.TrueForAll(exit => exit.ResultReferences.Length == 1
            && exit.ResultReferences[0].Kind == ReferenceKind.View))
        {
            return null;
        }

        int owner = exits[0].ResultReferences[0].Parameter;
        return exits.TrueForAll(exit => exit.ResultReferences[0].Parameter == owner)
            ? method.Parameters[owner].Name
            : null;
    }

    private static ParameterEffect Effect(ExitCase exit, IParameterSymbol parameter) =>
        exit.Parameters[parameter.Ordinal];
}
