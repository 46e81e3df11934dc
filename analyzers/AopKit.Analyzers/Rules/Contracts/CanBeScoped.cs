using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>AOP5003: a contract says that a parameter does not escape, and <c>scoped</c> would prove it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CanBeScoped : AopAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.CanBeScoped,
        "Let the compiler prove what a contract says",
        "'{0}' is only borrowed, and '{1}' compiles with it 'scoped': declare it so, and the compiler proves the "
        + "contract",
        "What the language can prove needs no analyzer, and callers gain: the result is no longer taken for a "
        + "view of the argument.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Supports(s_descriptor);

    private protected override void Register(CompilationStartAnalysisContext context, ContractModel contracts) =>
        context.RegisterSymbolAction(symbol => Check(symbol, contracts), SymbolKind.Method);

    private static void Check(SymbolAnalysisContext context, ContractModel contracts)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        MemberContract contract = contracts.Of(method);
        if (contract.Parameters.IsEmpty || !LetsEscape(method) || BindsOthers(method))
        {
            return;
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (contract.Parameter(parameter.Ordinal) is { Borrowed: true, UntilTaskEnds: false }
                && contract.ViewOf != parameter.Name && IsUnscoped(parameter)
                && parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken)
                    is ParameterSyntax syntax
                && ScopedTrial.Compiles(context.Compilation, syntax, context.CancellationToken))
            {
                context.ReportDiagnostic(
                    Diagnostic.Create(s_descriptor, syntax.GetLocation(), parameter.Name, method.Name));
            }
        }
    }

    // Where nothing can carry a reference away, the compiler knows without being told.
    private static bool LetsEscape(IMethodSymbol method) =>
        method.ReturnsByRef || method.ReturnsByRefReadonly || IsRefLike(method.ReturnType)
        || method.ContainingType.IsRefLikeType
        || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out
            && IsRefLike(parameter.Type));

    // Whoever overrides the method, or is the other part of it, would have to change as well.
    private static bool BindsOthers(IMethodSymbol method) =>
        method.IsAbstract || method.IsVirtual || method.AssociatedSymbol is not null
        || method is { IsOverride: true, IsSealed: false, ContainingType.IsSealed: false }
        || method.PartialDefinitionPart is not null || method.PartialImplementationPart is not null;

    // A scoped reference would say nothing about what its target refers to in turn; plain data refers to nothing.
    private static bool IsUnscoped(IParameterSymbol parameter) => parameter.ScopedKind == ScopedKind.None
        && parameter.RefKind switch
        {
            RefKind.None => IsRefLike(parameter.Type),
            RefKind.Out => false,
            _ => parameter.Type.IsUnmanagedType,
        };

    private static bool IsRefLike(ITypeSymbol type) =>
        type.IsRefLikeType || type is ITypeParameterSymbol { AllowsRefLikeType: true };
}
