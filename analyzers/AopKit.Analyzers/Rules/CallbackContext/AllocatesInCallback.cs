using System.Collections.Immutable;
using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.CallbackContext;

/// <summary>AOP3002: a callback that runs where memory is short, or that promises not to, allocates.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AllocatesInCallback : AopAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.AllocatesInCallback,
        "Do not allocate where memory is being taken back",
        "'{0}' {1}{2}, and '{3}' {4}",
        "Such a callback runs for each page that goes, often because memory is short; a collection that it causes "
        + "stops all threads.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Supports(s_descriptor);

    private protected override void Register(CompilationStartAnalysisContext context, ContractModel contracts)
    {
        LifetimeEngine engine = new(contracts);
        context.RegisterOperationBlockAction(block => Analyze(block, engine));
    }

    private static void Analyze(OperationBlockAnalysisContext context, LifetimeEngine engine)
    {
        if (context.OwningSymbol is not IMethodSymbol method
            || engine.Contracts.Of(method) is not { } contract
            || !(contract.NoAllocation || IsNeverGivenTime(contract)))
        {
            return;
        }

        Allocations allocations = new(engine, context.CancellationToken);
        HashSet<SyntaxNode> reported = [];
        foreach (IOperation body in context.OperationBlocks.OfType<IBlockOperation>())
        {
            foreach ((IOperation place, IOperation cause, string how) in allocations.In(body))
            {
                if (reported.Add(place.Syntax))
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        s_descriptor,
                        place.Syntax.GetLocation(),
                        contract.NoAllocation ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                        place == cause ? [] : [cause.Syntax.GetLocation()],
                        null,
                        MessageText.Of(place.Syntax),
                        how,
                        place == cause ? "" : $" (in '{MessageText.Of(cause.Syntax)}')",
                        method.Name,
                        contract.NoAllocation ? "is declared to allocate nothing" : "runs where memory is taken back"));
                }
            }
        }
    }

    // A callback that may block at times is not the one that every page pays for.
    private static bool IsNeverGivenTime(MemberContract contract) =>
        contract.Callback is { MayBlockIf: null } callback && callback.Has(CallbackContexts.Atomic);
}
