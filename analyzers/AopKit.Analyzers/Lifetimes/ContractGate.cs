using System.Collections.Concurrent;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// Decides with one cheap scan whether a method has anything to do with a contract. Most methods have not; they get no
/// graph and no flow.
/// </summary>
internal sealed class ContractGate(LifetimeEngine engine)
{
    // As deep as summaries go: what happens further down is not seen anyhow.
    private const int MaximumDepth = 3;

    private readonly ConcurrentDictionary<(IMethodSymbol Method, int Depth), bool> _touches =
        new(MethodAtDepth.Instance);

    public bool Concerns(IMethodSymbol method, IEnumerable<IOperation> blocks, CancellationToken cancellation) =>
        HasContract(method) || Finalizers.MayRun(method) || blocks.Any(block => Touches(block, 0, cancellation));

    /// <summary>Whether a method of this compilation, or what it calls, touches a contract.</summary>
    public bool Touches(IMethodSymbol method, int depth, CancellationToken cancellation)
    {
        if (_touches.TryGetValue((method, depth), out bool known))
        {
            return known;
        }

        // The depth grows with each call, so recursion ends; nothing is remembered that another thread could see too
        // early.
        bool touches = HasContract(method)
            || (engine.Body(method, cancellation) is { } body && Touches(body, depth, cancellation));
        _touches[(method, depth)] = touches;
        return touches;
    }

    public bool HasContract(IMethodSymbol method) => Matters(engine.Contracts.Of(method));

    private static bool Matters(MemberContract contract) => !contract.IsEmpty && !contract.IsMild;

    private bool Touches(IOperation block, int depth, CancellationToken cancellation)
    {
        foreach (IOperation operation in block.DescendantsAndSelf())
        {
            cancellation.ThrowIfCancellationRequested();
            switch (operation)
            {
                case IInvocationOperation call when HasContract(call.TargetMethod)
                    || Follows(call.TargetMethod, depth, cancellation):
                case IInvocationOperation { TargetMethod: { Name: "TryGetTarget" } weak }
                    when WeakReferences.IsWeakReference(weak.ContainingType):
                case IPropertyReferenceOperation { Property: { Name: "Target" } target }
                    when WeakReferences.IsWeakReference(target.ContainingType):
                case IObjectCreationOperation { Constructor: { } constructor } when HasContract(constructor)
                    || MustBeEnded(constructor):
                case IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member
                    when Matters(engine.Contracts.Of(member.Member)):
                case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
                    when LoanTypes.IsOwnStruct(operation.Type) && engine.Contracts.OfType(operation.Type).MoveOnly:
                case ILocalFunctionOperation local when HasContract(local.Symbol):
                case IAnonymousFunctionOperation lambda when HasContract(lambda.Symbol):
                    return true;
            }
        }

        return false;
    }

    private bool MustBeEnded(IMethodSymbol constructor) =>
        !engine.Contracts.OfType(constructor.ContainingType).MustCall.IsEmpty;

    private bool Follows(IMethodSymbol callee, int depth, CancellationToken cancellation) =>
        depth < MaximumDepth
        && SymbolEqualityComparer.Default.Equals(callee.ContainingAssembly, engine.Contracts.Compilation.Assembly)
        && Touches(callee.OriginalDefinition, depth + 1, cancellation);

    private sealed class MethodAtDepth : IEqualityComparer<(IMethodSymbol Method, int Depth)>
    {
        public static readonly MethodAtDepth Instance = new();

        public bool Equals((IMethodSymbol Method, int Depth) x, (IMethodSymbol Method, int Depth) y) =>
            x.Depth == y.Depth && SymbolEqualityComparer.Default.Equals(x.Method, y.Method);

        public int GetHashCode((IMethodSymbol Method, int Depth) value) =>
            (SymbolEqualityComparer.Default.GetHashCode(value.Method) * 31) + value.Depth;
    }
}
