using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Contracts.External;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers;

/// <summary>
/// The base of every analyzer here. It is concurrent, chooses what to do with generated code, reads the contracts once
/// per compilation, and does nothing at all where there are none.
/// </summary>
public abstract class AopAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode);
        context.RegisterCompilationStartAction(start =>
        {
            IEnumerable<ContractTable> tables = ExternalContracts.Of(
                start.Compilation,
                start.Options,
                text => start.TryGetValue(text, ExternalContracts.Tables, out ContractTable? table) ? table : null,
                start.CancellationToken);
            if (ContractModel.TryCreate(start.Compilation, tables) is { } contracts)
            {
                Register(start, contracts);
            }
        });
    }

    /// <summary>Flow rules leave generated code alone; rules about contracts themselves override this.</summary>
    protected virtual GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.None;

    private protected abstract void Register(CompilationStartAnalysisContext context, ContractModel contracts);

    private protected static ImmutableArray<DiagnosticDescriptor> Supports(params DiagnosticDescriptor[] descriptors) =>
        ImmutableArray.Create(descriptors);
}
