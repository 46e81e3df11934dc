using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using AopKit.Analyzers.LockOrder;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Rules.CallbackContext;

/// <summary>
/// AOP3005: two locks are taken in another order than is declared, or than another place takes them in.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LocksInverted : AopAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.LocksInverted,
        "Take locks in one order",
        "'{0}' is taken while '{1}' is held, {2}",
        "Two threads that take two locks in different orders wait for each other for ever.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Supports(s_descriptor);

    private protected override void Register(CompilationStartAnalysisContext context, ContractModel contracts)
    {
        LifetimeEngine engine = new(contracts);
        LockSummaries summaries = new(engine);
        ObservedOrder observed = new();
        context.RegisterOperationAction(
            region => Analyze(region, engine, summaries, observed),
            OperationKind.Lock, OperationKind.Using, OperationKind.UsingDeclaration);
#pragma warning disable RS1037 // One rule, two findings: only what another file may decide waits for the end.
        context.RegisterCompilationEndAction(end => Report(end, observed));
#pragma warning restore RS1037
    }

    private static void Analyze(
        OperationAnalysisContext context, LifetimeEngine engine, LockSummaries summaries, ObservedOrder observed)
    {
        LockRegions regions = new(engine, summaries, context.CancellationToken);
        if (regions.Of(context.Operation) is not var (held, body))
        {
            return;
        }

        ISymbol[] around = [.. regions.Around(context.Operation).Select(region => region.Lock), held.Lock];
        HashSet<SyntaxNode> reported = [];
        foreach ((TakenLock taken, SyntaxNode place) in regions.In(body))
        {
            // To take a lock again waits for nobody, and two objects that have it cannot be told apart.
            if (around.Contains(taken.Lock, SymbolEqualityComparer.Default))
            {
                continue;
            }

            if (taken.Level is not { } inner || held.Level is not { } outer)
            {
                observed.Add(held, taken, place);
            }
            else if (inner <= outer && reported.Add(place))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    s_descriptor,
                    place.GetLocation(),
                    [held.Place.GetLocation()],
                    taken.Lock.Name,
                    held.Lock.Name,
                    $"but its level {inner} is not above {outer}: take it first, or after the other has ended"));
            }
        }
    }

    private static void Report(CompilationAnalysisContext context, ObservedOrder observed)
    {
        foreach ((SyntaxNode place, SyntaxNode earlier, string held, string taken) in observed.Inversions())
        {
            FileLinePositionSpan other = earlier.GetLocation().GetLineSpan();
            context.ReportDiagnostic(Diagnostic.Create(
                s_descriptor,
                place.GetLocation(),
                DiagnosticSeverity.Info,
                [earlier.GetLocation()],
                null,
                taken,
                held,
                $"and '{MessageText.Of(earlier)}' in line {other.StartLinePosition.Line + 1} takes them the other way "
                + "round: choose one order"));
        }
    }
}
