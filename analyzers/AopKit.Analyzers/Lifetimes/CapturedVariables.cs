using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// The variables of the outer method that a lambda or local function reads, assigns, and calls methods on or passes on.
/// </summary>
internal sealed class CapturedVariables
{
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _called = new(SymbolEqualityComparer.Default);

    public IReadOnlyCollection<ISymbol> Read => _read;

    public IReadOnlyCollection<ISymbol> Written => _written;

    public IReadOnlyCollection<ISymbol> Called => _called;

    public static CapturedVariables Of(ControlFlowGraph function, IMethodSymbol symbol)
    {
        CapturedVariables captured = new();
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (IOperation operation in block.Operations
                .Concat(block.BranchValue is { } value ? [value] : ImmutableArray<IOperation>.Empty))
            {
                foreach (IOperation part in operation.DescendantsAndSelf())
                {
                    captured.Note(part, symbol);
                    if (part is IFlowAnonymousFunctionOperation nested)
                    {
                        captured.Add(Of(function.GetAnonymousFunctionControlFlowGraph(nested), nested.Symbol), symbol);
                    }
                }
            }
        }

        return captured;
    }

    private void Note(IOperation operation, IMethodSymbol function)
    {
        ISymbol? variable = operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        if (variable is null || IsWithin(variable, function))
        {
            return;
        }

        _read.Add(variable);
        if (operation.Parent is IAssignmentOperation assignment && assignment.Target == operation)
        {
            _written.Add(variable);
        }
        else if (operation.Parent is null or IInvocationOperation or IArgumentOperation or IConversionOperation
            or IAssignmentOperation or IFlowCaptureOperation)
        {
            // Called, passed on, returned or given another name.
            _called.Add(variable);
        }
    }

    private void Add(CapturedVariables nested, IMethodSymbol function)
    {
        _read.UnionWith(nested._read.Where(variable => !IsWithin(variable, function)));
        _written.UnionWith(nested._written.Where(variable => !IsWithin(variable, function)));
        _called.UnionWith(nested._called.Where(variable => !IsWithin(variable, function)));
    }

    private static bool IsWithin(ISymbol variable, IMethodSymbol function)
    {
        for (ISymbol? owner = variable.ContainingSymbol; owner is IMethodSymbol; owner = owner.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(owner, function))
            {
                return true;
            }
        }

        return false;
    }
}
