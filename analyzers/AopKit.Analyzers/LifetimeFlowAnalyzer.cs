using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using AopKit.Analyzers.Rules.KeptPastRelease;
using AopKit.Analyzers.Rules.Pairing;
using AopKit.Analyzers.Rules.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers;

/// <summary>Runs the flow engine over each body that touches a contract, once for all flow rules together.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LifetimeFlowAnalyzer : AopAnalyzer
{
    private static readonly ImmutableArray<FlowRule> s_rules =
    [
        new UseAfterEnd(),
        new BorrowedStoredInField(),
        new BorrowedAddedToCollection(),
        new BorrowedCapturedByDelegate(),
        new BorrowedAcrossAwait(),
        new ReturnedBeyondLifetime(),
        new ViewOutlivesOwner(),
        new StaleMapping(),
        new UsedAfterRemoval(),
        new MetadataMayBeGone(),
        new FinalizerTouchesOthers(),
        new WeaklyHeldUnproven(),
        new EndedTwice(),
        new NotEndedOnAllPaths(),
        new LeaseStructCopied(),
        new ReleasedButAttached(),
        new KeptButDetached(),
        new EndedBeforeDeclaredLifetime(),
        new ReleasedWhileDirty(),
        new DetachedForPartOfPage(),
        new MetadataNotTransferred(),
    ];

    private static readonly DiagnosticDescriptor s_tooLarge = RuleDescriptor.Create(
        RuleIdentifiers.BodyNotFollowed,
        "This body is too large to be followed",
        "'{0}' has too many branches, or an expression nested too deeply, for the flow rules: none of them has looked "
        + "at it",
        "A body of more than 4,000 blocks, or one whose paths do not settle, costs more time than an editor has.",
        DiagnosticSeverity.Hidden);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        s_rules.Select(rule => rule.Descriptor).Append(s_tooLarge).ToImmutableArray();

    private protected override void Register(CompilationStartAnalysisContext context, ContractModel contracts)
    {
        LifetimeEngine engine = new(contracts);
        context.RegisterOperationBlockAction(block => Analyze(block, engine));
    }

    private static void Analyze(OperationBlockAnalysisContext context, LifetimeEngine engine)
    {
        if (context.OwningSymbol is not IMethodSymbol method
            || !engine.Gate.Concerns(method, context.OperationBlocks, context.CancellationToken))
        {
            return;
        }

        foreach (IOperation block in context.OperationBlocks)
        {
            if (block is IBlockOperation or IMethodBodyBaseOperation)
            {
                Analyze(context, engine, method, context.GetControlFlowGraph(block));
            }
        }
    }

    private static void Analyze(
        OperationBlockAnalysisContext context, LifetimeEngine engine, IMethodSymbol method, ControlFlowGraph graph)
    {
        BodyAnalysis analysis = new(engine, method, s_rules, [], context.CancellationToken) { IsObserving = true };
        analysis.Run(graph);
        if (analysis.GaveUp)
        {
            context.ReportDiagnostic(Diagnostic.Create(s_tooLarge, method.Locations[0], method.Name));
        }

        foreach (Diagnostic diagnostic in analysis.Verdicts.Decide(context.Options))
        {
            context.ReportDiagnostic(diagnostic);
        }

        foreach (IMethodSymbol local in graph.LocalFunctions)
        {
            Analyze(context, engine, local, graph.GetLocalFunctionControlFlowGraph(local, context.CancellationToken));
        }

        foreach (IFlowAnonymousFunctionOperation lambda in Lambdas(graph))
        {
            Analyze(context, engine, lambda.Symbol,
                graph.GetAnonymousFunctionControlFlowGraph(lambda, context.CancellationToken));
        }
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> Lambdas(ControlFlowGraph graph) =>
        graph.Blocks.SelectMany(
            block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            .SelectMany(operation => operation.DescendantsAndSelf())
            .OfType<IFlowAnonymousFunctionOperation>();
}
