using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.LockOrder;

/// <summary>
/// What runs while a lock is held, and which locks are taken there, also by callees of this compilation.
/// </summary>
internal sealed class LockRegions(LifetimeEngine engine, LockSummaries summaries, CancellationToken cancellation)
{

    /// <summary>The lock that a <c>lock</c> or <c>using</c> holds, and the operations that run meanwhile.</summary>
    public (TakenLock Held, IEnumerable<IOperation> Body)? Of(IOperation region) => region switch
    {
        ILockOperation statement when TakenLock.By(statement, engine.Contracts) is { } held =>
            (held, [statement.Body]),
        IUsingOperation statement when HeldBy(statement.Resources) is { } held => (held, [statement.Body]),
        IUsingDeclarationOperation { Parent: IBlockOperation block } declaration
            when HeldBy(declaration.DeclarationGroup) is { } held =>
            (held, block.Operations.Where(operation => operation.Syntax.SpanStart > declaration.Syntax.SpanStart)),
        _ => null,
    };

    /// <summary>The locks that are held where a region begins.</summary>
    public IEnumerable<TakenLock> Around(IOperation region)
    {
        for (IOperation child = region; child.Parent is { } parent; child = parent)
        {
            IEnumerable<IOperation> regions = parent is IBlockOperation block
                ? block.Operations.TakeWhile(operation => operation != child).OfType<IUsingDeclarationOperation>()
                : [parent];
            foreach (IOperation candidate in regions)
            {
                if (Of(candidate) is { } found)
                {
                    yield return found.Held;
                }
            }
        }
    }

    /// <summary>Locks that are taken, each at the operation of the body that takes it or calls who does.</summary>
    public IEnumerable<(TakenLock Taken, SyntaxNode Place)> In(IEnumerable<IOperation> body) =>
        body.SelectMany(LockSummaries.Own).SelectMany(operation =>
            summaries.Taken(operation, cancellation).Select(taken => (taken, operation is ILockOperation ? taken.Place
                : operation.Syntax)));

    private TakenLock? HeldBy(IOperation resources) =>
        LockSummaries.Own(resources).Select(operation => TakenLock.By(operation, engine.Contracts))
            .FirstOrDefault(taken => taken is not null);
}
