using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>
/// Recognises a client that keeps its facts in a table of its own, keyed by page, and never attaches any: "released" is
/// then the truth
/// although nothing is detached.
/// </summary>
internal static class SideTable
{
    public static bool IsKept(FlowMoment moment)
    {
        List<IOperation> bodies = moment.Method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Select(method => moment.Body.Engine.Body(method, moment.Body.Cancellation)).OfType<IOperation>().ToList();
        return bodies.Any(body => body.Descendants().Any(operation => TakesOut(operation)))
            && !bodies.Any(body => body.Descendants().Any(operation => TouchesMetadata(moment, operation)));
    }

    private static bool TakesOut(IOperation operation) => operation is IInvocationOperation
    {
        Instance: IMemberReferenceOperation { Instance: IInstanceReferenceOperation },
    } call && Collections.Removes(call.TargetMethod.Name);

    private static bool TouchesMetadata(FlowMoment moment, IOperation operation)
    {
        ISymbol? member = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return moment.Contracts.Of(member) is { AttachedMetadata: true } or { Attaches: true } or { Detaches: true };
    }
}
