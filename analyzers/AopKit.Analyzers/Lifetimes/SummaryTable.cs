using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// What callees of this compilation do, found out when somebody first asks. Depth is capped and recursion gives
/// "unknown"; what was cut
/// short is not remembered, so that the answer never depends on who asked first.
/// </summary>
internal sealed class SummaryTable(LifetimeEngine engine)
{
    private const int MaximumDepth = 3;

    // A callee with more outcomes than this is no helper but a program; its callers treat it as unknown.
    private const int MaximumCases = 6;

    private readonly ConcurrentDictionary<IMethodSymbol, Summary> _summaries = new(MethodComparer.Instance);

    public Summary Of(IMethodSymbol callee, BodyAnalysis caller)
    {
        IMethodSymbol method = callee.OriginalDefinition;
        if (!IsKnowable(method))
        {
            return Summary.Unknown;
        }

        if (_summaries.TryGetValue(method, out Summary? known))
        {
            return known;
        }

        if (caller.Callers.Count >= MaximumDepth || caller.Callers.Contains(method, SymbolEqualityComparer.Default)
            || SymbolEqualityComparer.Default.Equals(caller.Method, method))
        {
            caller.WasCut = true;
            return Summary.Unknown;
        }

        (IMethodSymbol, int) key = (method, caller.Callers.Count);
        if (caller.CutSummaries.TryGetValue(key, out Summary? cut))
        {
            caller.WasCut = true;
            return cut;
        }

        Summary summary = Compute(method, caller, out bool wasCut);
        if (!wasCut)
        {
            return _summaries.GetOrAdd(method, summary);
        }

        caller.WasCut = true;
        caller.CutSummaries[key] = summary;
        return summary;
    }

    // A virtual call may run another body than the one that we see.
    private bool IsKnowable(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary or MethodKind.Constructor, IsAsync: false, IsAbstract: false }
        && !(method is { IsVirtual: true } or { IsOverride: true, IsSealed: false } && !method.ContainingType.IsSealed)
        && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, engine.Contracts.Compilation.Assembly);

    private Summary Compute(IMethodSymbol method, BodyAnalysis caller, out bool wasCut)
    {
        wasCut = false;
        if (LifetimeEngine.Graph(engine.Body(method, caller.Cancellation), caller.Cancellation) is not { } graph
            || method.IsIterator)
        {
            return Summary.Unknown;
        }

        BodyAnalysis analysis = new(engine, method, [], [.. caller.Callers, caller.Method], caller.Cancellation)
        {
            CutSummaries = caller.CutSummaries,
        };
        IReadOnlyList<FlowState> exits = analysis.Run(graph);
        wasCut = analysis.WasCut;
        ExitCase[] cases = exits.Where(exit => !exit.Exceptional || exits.Count == 1)
            .Select(exit => SummaryBuilder.Case(analysis, exit)).Distinct(ExitCaseComparer.Instance).ToArray();
        return cases.Length is 0 or > MaximumCases ? Summary.Unknown : new(ImmutableArray.Create(cases));
    }

    private sealed class MethodComparer : IEqualityComparer<IMethodSymbol>
    {
        public static readonly MethodComparer Instance = new();

        public bool Equals(IMethodSymbol? x, IMethodSymbol? y) => SymbolEqualityComparer.Default.Equals(x, y);

        public int GetHashCode(IMethodSymbol method) => SymbolEqualityComparer.Default.GetHashCode(method);
    }

    private sealed class ExitCaseComparer : IEqualityComparer<ExitCase>
    {
        public static readonly ExitCaseComparer Instance = new();

        public bool Equals(ExitCase? x, ExitCase? y) => x is not null && y is not null
            && x.Claim == y.Claim
            && x.Believed == y.Believed
            && x.Result.Equals(y.Result)
            && x.ResultReferences.SequenceEqual(y.ResultReferences)
            && x.Parameters.SequenceEqual(y.Parameters)
            && x.ResultMentions.Length == y.ResultMentions.Length
            && x.Facts.Length == y.Facts.Length
            && x.Facts.All(
                fact => y.Facts.Any(other => other.Parameter == fact.Parameter && other.Value.Equals(fact.Value)
                && other.Members.SequenceEqual(fact.Members, SymbolEqualityComparer.Default)));

        public int GetHashCode(ExitCase exit) => exit.Facts.Length;
    }
}
