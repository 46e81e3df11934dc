using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>One analysis of one body: its loans, its rules, its verdicts. Used by one thread.</summary>
internal sealed class BodyAnalysis
{
    private readonly Dictionary<object, Loan> _loans = [];
    private readonly Dictionary<ControlFlowGraph, LastUses> _lastUses = [];

    public BodyAnalysis(
        LifetimeEngine engine,
        IMethodSymbol method,
        IReadOnlyList<FlowRule> rules,
        IReadOnlyList<IMethodSymbol> callers,
        CancellationToken cancellation)
    {
        Engine = engine;
        Method = method;
        Rules = rules;
        Callers = callers;
        Cancellation = cancellation;
    }

    public LifetimeEngine Engine { get; }

    public IMethodSymbol Method { get; }

    public MemberContract Contract => Engine.Contracts.Of(Method);

    public IReadOnlyList<FlowRule> Rules { get; }

    /// <summary>
    /// The methods whose summaries are being computed on the way here; keeps recursion and depth in bounds.
    /// </summary>
    public IReadOnlyList<IMethodSymbol> Callers { get; }

    public Verdicts Verdicts { get; } = new();

    public CancellationToken Cancellation { get; }

    /// <summary>Rules are told only once the states have settled.</summary>
    public bool IsObserving { get; set; }

    /// <summary>The method is too large: nothing is known, nothing is told.</summary>
    public bool GaveUp { get; set; }

    /// <summary>
    /// A callee was not looked into because the depth was used up, so the outcome depends on where one came from.
    /// </summary>
    public bool WasCut { get; set; }

    /// <summary>
    /// Summaries that were cut short on the way down from one body, by method and depth. Shared by that body and its
    /// callees, and forgotten
    /// with it: without it, each call of each state would compute its callees' callees again.
    /// </summary>
    public Dictionary<(IMethodSymbol Method, int Depth), Summary> CutSummaries { get; init; } =
        new(CutSummaryComparer.Instance);

    /// <summary>Local functions that are being run in place.</summary>
    public Stack<IMethodSymbol> Inlined { get; } = new();

    public IReadOnlyList<FlowState> Run(ControlFlowGraph graph)
    {
        IReadOnlyList<FlowState> exits = new GraphWalker(this, graph).RunBody(Entry());
        foreach (FlowState exit in exits)
        {
            Tell(exit, (rule, moment) => rule.OnExit(moment));
        }

        return GaveUp ? [] : exits;
    }

    public void Tell(FlowState state, Action<FlowRule, FlowMoment> tell)
    {
        if (!IsObserving || GaveUp || Rules.Count == 0)
        {
            return;
        }

        FlowMoment moment = new(this, state);
        foreach (FlowRule rule in Rules)
        {
            tell(rule, moment);
        }
    }

    /// <summary>The loan that belongs to a birthplace; one and the same each time the place is run.</summary>
    public Loan LoanAt(object birthplace, Func<int, Loan> create)
    {
        if (!_loans.TryGetValue(birthplace, out Loan? loan))
        {
            _loans.Add(birthplace, loan = create(_loans.Count));
        }

        return loan;
    }

    /// <summary>Computed once for a graph, which is walked again for each way through its <c>finally</c>.</summary>
    public LastUses LastUsesOf(ControlFlowGraph graph)
    {
        if (!_lastUses.TryGetValue(graph, out LastUses? uses))
        {
            _lastUses.Add(graph, uses = LastUses.Of(graph));
        }

        return uses;
    }

    private FlowState Entry()
    {
        FlowState state = new();
        foreach (IParameterSymbol parameter in Method.Parameters)
        {
            Bind(state, parameter);
        }

        return state;
    }

    private void Bind(FlowState state, IParameterSymbol parameter)
    {
        if (parameter.RefKind == RefKind.Out || !LoanTypes.CanCarryLoan(parameter.Type))
        {
            return;
        }

        ParameterContract contract = Engine.Contracts.OfParameter(parameter);
        LoanKind kind = contract.Borrowed ? LoanKind.BorrowedParameter : contract.Owned ? LoanKind.Acquired
            : LoanKind.Plain;
        Loan loan = LoanAt(parameter, id => new(id, kind, parameter.Name, SyntaxOf(parameter), parameter.Type)
        {
            Parameter = parameter,
            UntilTaskEnds = contract.UntilTaskEnds,
        });
        state.Set(loan, LoanState.Born);
        state.Assign(AccessPath.Of(parameter), Value.To(loan).WithSource(ValueSource.Outer));
    }

    private SyntaxNode? SyntaxOf(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(Cancellation);

    private sealed class CutSummaryComparer : IEqualityComparer<(IMethodSymbol Method, int Depth)>
    {
        public static readonly CutSummaryComparer Instance = new();

        public bool Equals((IMethodSymbol Method, int Depth) x, (IMethodSymbol Method, int Depth) y) =>
            x.Depth == y.Depth && SymbolEqualityComparer.Default.Equals(x.Method, y.Method);

        public int GetHashCode((IMethodSymbol Method, int Depth) key) =>
            SymbolEqualityComparer.Default.GetHashCode(key.Method) + key.Depth;
    }
}
