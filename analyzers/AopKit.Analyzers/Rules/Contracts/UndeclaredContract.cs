using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Inference;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>AOP5002: a body keeps a contract that nobody has declared.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredContract : AopAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.UndeclaredContract,
        "Declare the contract that a body keeps",
        "'{0}': {1} {2}: declare it [{3}]",
        "Callers in other assemblies, callers of an interface and people see only what is declared. A body that "
        + "always does the same has a contract already; it is only not written down.",
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
        if (context.OwningSymbol is not IMethodSymbol method || !IsAsked(method))
        {
            return;
        }

        bool touches = engine.Gate.Concerns(method, context.OperationBlocks, context.CancellationToken);
        foreach (IOperation body in context.OperationBlocks.OfType<IBlockOperation>())
        {
            if (IsVisibleOutside(method) && OwnershipInference.Of(method, body, engine.Contracts) is { } owned)
            {
                Report(context, method, owned);
            }

            if (!touches)
            {
                continue;
            }

            foreach (InferredContract inferred in LifetimeInference.Of(
                method, context.GetControlFlowGraph(body), engine, context.CancellationToken))
            {
                Report(context, method, inferred);
            }

            if (IsVisibleOutside(method)
                && EffectInference.Of(method, body, engine, context.CancellationToken) is { } effects)
            {
                Report(context, method, effects);
            }
        }
    }

    private static void Report(
        OperationBlockAnalysisContext context, IMethodSymbol method, InferredContract inferred) =>
        context.ReportDiagnostic(Diagnostic.Create(
            s_descriptor,
            inferred.Subject.Locations[0],
            ImmutableDictionary<string, string?>.Empty.Add(FixFacts.Attribute, inferred.Attribute)
                .Add(FixFacts.AttributeTarget, inferred.IsOfResult ? "return" : null),
            inferred.Subject.Name,
            $"every way through '{method.Name}'",
            inferred.Reason,
            inferred.Attribute));

    // Private helpers are looked into anyway; what others declare for an override is theirs to say. A task's result
    // comes
    // after the call.
    private static bool IsAsked(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private,
            IsAsync: false, IsIterator: false, IsVirtual: false, IsOverride: false }
        && method.PartialDefinitionPart is null
        && !ContractModel.Declarations(method).Skip(1).Any();

    private static bool IsVisibleOutside(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected
                or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }
}
