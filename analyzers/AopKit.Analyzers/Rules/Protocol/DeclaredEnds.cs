using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>Which operations end something whose declared life is longer than that of a page's metadata.</summary>
internal static class DeclaredEnds
{
    private const int MaximumDepth = 2;

    internal readonly record struct Ended(ISymbol Declaration, LifetimeEnd End);

    /// <summary>What a call or an assignment ends, also inside a helper of this compilation; null if nothing.</summary>
    public static Ended? EndedBy(BodyAnalysis body, IOperation operation, int depth = 0)
    {
        ContractModel contracts = body.Engine.Contracts;
        return operation switch
        {
            IInvocationOperation call => EndedByCall(contracts, call) ?? EndedByHelper(body, call, depth),
            ISimpleAssignmentOperation assignment when Clears(assignment) => Declared(contracts, assignment.Target),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Subtract } update
                => Declared(contracts, update.Target),
            _ => null,
        };
    }

    /// <summary>What is lost when metadata of a type is dropped, unless the path has looked at it first.</summary>
    public static Ended? DroppedWith(FlowMoment moment, ITypeSymbol metadata)
    {
        if (moment.Contracts.OfType(metadata).Lifetime is { } end and > LifetimeEnd.ReleasePage)
        {
            return new(metadata, end);
        }

        foreach (ISymbol member in PageTypes.Members(metadata)
            .Where(member => member is IFieldSymbol or IPropertySymbol))
        {
            if (moment.Contracts.Of(member).Lifetime is { } memberEnd and > LifetimeEnd.ReleasePage
                && !moment.State.Values.Any(
                    entry => Names(entry.Key, member) || (entry.Value.Alias is { } alias && Names(alias, member))))
            {
                return new(member, memberEnd);
            }
        }

        return null;
    }

    private static bool Names(AccessPath path, ISymbol member) =>
        path.Members.Contains(member.OriginalDefinition, SymbolEqualityComparer.Default);

    private static Ended? EndedByCall(ContractModel contracts, IInvocationOperation call)
    {
        bool takesOut = Collections.IsCollection(call.Instance?.Type) && Collections.Removes(call.TargetMethod.Name);
        bool ends = contracts.Of(call.TargetMethod).EndsThis is not null
            || call.TargetMethod is { Name: "Dispose", Parameters.IsEmpty: true };
        return takesOut || ends ? Declared(contracts, call.Instance) : null;
    }

    private static Ended? EndedByHelper(BodyAnalysis body, IInvocationOperation call, int depth)
    {
        if (depth == MaximumDepth
            || call.TargetMethod is { IsVirtual: true } or { IsAbstract: true } or { IsOverride: true }
            || !body.Engine.Contracts.Of(call.TargetMethod).IsEmpty
            || call.Arguments.Any(argument => IsContext(body, argument.Value.Type)))
        {
            return null;
        }

        return body.Engine.Body(call.TargetMethod.OriginalDefinition, body.Cancellation)?.Descendants()
            .Select(operation => EndedBy(body, operation, depth + 1)).FirstOrDefault(ended => ended is not null);
    }

    // A helper that is told who asks can decide for itself: it gets what the callback got, and that is no page.
    private static bool IsContext(BodyAnalysis body, ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None }
        && body.Method.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, type))
        && !PageTypes.IsPage(body.Engine.Contracts, type);

    private static bool IsNothing(object? constant) => constant is null or false
        || (constant is IConvertible number and not (string or char or bool)
            && number.ToDouble(System.Globalization.CultureInfo.InvariantCulture) == 0);

    private static bool Clears(ISimpleAssignmentOperation assignment) =>
        (assignment.Value.ConstantValue is { HasValue: true } constant && IsNothing(constant.Value))
        || assignment.Value is IDefaultValueOperation
        || assignment.Value is IConversionOperation { Operand: IDefaultValueOperation }
        || assignment.Value is IConversionOperation { Operand: ILiteralOperation { ConstantValue.Value: null } }
        || (assignment.Value is IBinaryOperation { OperatorKind: BinaryOperatorKind.And }
            && assignment.Target is IMemberReferenceOperation target
            && assignment.Value.Descendants().OfType<IMemberReferenceOperation>()
                .Any(read => SymbolEqualityComparer.Default.Equals(read.Member, target.Member)));

    /// <summary>
    /// The member that an operation reads, or the type that its elements have, if it is declared to live longer.
    /// </summary>
    private static Ended? Declared(ContractModel contracts, IOperation? operation)
    {
        for (; operation is not null; operation = Inner(operation))
        {
            if (operation is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member
                && contracts.Of(member.Member).Lifetime is { } end and > LifetimeEnd.ReleasePage)
            {
                return new(member.Member, end);
            }

            if (operation is IMemberReferenceOperation
                && operation.Type is INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments }
                && arguments.FirstOrDefault(type => contracts.OfType(type).Lifetime is > LifetimeEnd.ReleasePage)
                    is { } element)
            {
                return new(element, contracts.OfType(element).Lifetime ?? LifetimeEnd.Owner);
            }
        }

        return null;
    }

    private static IOperation? Inner(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true } indexer => indexer.Instance,
        IArrayElementReferenceOperation element => element.ArrayReference,
        IConversionOperation conversion => conversion.Operand,
        _ => null,
    };
}
