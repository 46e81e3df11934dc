using System.Collections.Concurrent;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// What all analyses of one compilation share: contracts, the gate, bodies and summaries. Dies with the compilation.
/// </summary>
internal sealed class LifetimeEngine
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    public LifetimeEngine(ContractModel contracts)
    {
        Contracts = contracts;
        Gate = new(this);
        Summaries = new(this);
        ReleaseDetachers = new(this);
    }

    public ContractModel Contracts { get; }

    public ContractGate Gate { get; }

    public SummaryTable Summaries { get; }

    public ReleaseDetachers ReleaseDetachers { get; }

    /// <summary>The body of a method of this compilation, or null.</summary>
    public IOperation? Body(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences.Length == 0 || method.IsAbstract || method.IsExtern)
        {
            return null;
        }

        SyntaxNode syntax =
            (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        if (!Contracts.Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            return null;
        }

        return Model(syntax.SyntaxTree).GetOperation(syntax, cancellation);
    }

    /// <summary>What a field is given where it is declared, or null.</summary>
    public IOperation? Initializer(IFieldSymbol field, CancellationToken cancellation) =>
        field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is VariableDeclaratorSyntax
        {
            Initializer.Value: { } value,
        } && Contracts.Compilation.ContainsSyntaxTree(value.SyntaxTree)
            ? Model(value.SyntaxTree).GetOperation(value, cancellation)
            : null;

    public static ControlFlowGraph? Graph(IOperation? body, CancellationToken cancellation) => body switch
    {
        IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
        IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
        _ => null,
    };

    // A callee may stand in another file than the method that the driver gave us a model for.
#pragma warning disable RS1030
    private SemanticModel Model(SyntaxTree tree) =>
        _models.GetOrAdd(tree, key => Contracts.Compilation.GetSemanticModel(key));
#pragma warning restore RS1030
}
