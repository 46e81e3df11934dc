using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.KeptPastRelease;

/// <summary>AOP1011: a finalizer touches what its object does not own, or does not own any more.</summary>
internal sealed class FinalizerTouchesOthers : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.FinalizerTouchesOthers,
        "Do not touch in a finalizer what the object does not own",
        "The finalizer of '{0}' touches '{1}', {2}: leave it to Dispose, or to its owner",
        "A finalizer runs some time after nobody uses the object, on a thread that all finalizers share: what was lent "
        + "to the object has gone on without it, and what it has ended belongs to somebody else.");

    public override void OnUse(FlowMoment moment, IOperation use, Value value)
    {
        if (!Finalizers.MayRun(moment.Method))
        {
            return;
        }

        FieldOwners owners = new(moment.Body.Engine, moment.Body.Cancellation);
        string? why = HeldIn(moment.State, value) is { } field ? owners.Other(field)
            : use is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol
                { MethodKind: MethodKind.Constructor } } kept } ? owners.Other(kept)
            : null;
        if (why is not null)
        {
            Report(moment, use, MessageText.Of(use.Syntax), why);
        }
    }

    public override void OnOperation(FlowMoment moment, IOperation operation)
    {
        if (!Finalizers.MayRun(moment.Method) || operation is not IInvocationOperation call)
        {
            return;
        }

        MemberContract contract = moment.Contracts.Of(call.TargetMethod);
        FieldOwners owners = new(moment.Body.Engine, moment.Body.Cancellation);
        if ((contract.Effects & Effects.Blocks) != 0 && call.Instance is { } instance)
        {
            Report(moment, call, MessageText.Of(instance.Syntax), "and may block every other finalizer by it");
        }
        else if (Ended(call, contract).Select(ended => HeldIn(moment.State, ended)).OfType<IFieldSymbol>()
            .FirstOrDefault() is { } field
            && (owners.Other(field) ?? Already(owners, field)) is { } why)
        {
            Report(moment, call, field.Name, why);
        }
    }

    private static string? Already(FieldOwners owners, IFieldSymbol field) =>
        owners.IsEndedByDispose(field) ? "whose life 'Dispose' ends already" : null;

    private static IEnumerable<IOperation> Ended(IInvocationOperation call, MemberContract contract)
    {
        IEnumerable<IOperation> arguments = call.Arguments
            .Where(argument => argument.Parameter is { } parameter
                && contract.Parameter(parameter.Ordinal).Ends is not null)
            .Select(argument => argument.Value);
        return contract.EndsThis is not null && call.Instance is { } instance ? arguments.Append(instance) : arguments;
    }

    private static IFieldSymbol? HeldIn(FlowState state, IOperation operation) => operation switch
    {
        IConversionOperation conversion => HeldIn(state, conversion.Operand),
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: { } field } => field,
        ILocalReferenceOperation { Local: { } local } => Field(state.Get(AccessPath.Of(local)).Alias),
        _ => null,
    };

    // A local that was read from a field is another name for what the field holds.
    private static IFieldSymbol? HeldIn(FlowState state, Value value) => value.Alias is { } place
        ? Field(place) ?? Field(state.Get(place).Alias)
        : null;

    private static IFieldSymbol? Field(AccessPath? place) =>
        place is { Root: "this", Members.Length: 1 } ? place.Members[0] as IFieldSymbol : null;

    // A path on which Dispose(bool) was told true is not a finalizer's.
    private void Report(FlowMoment moment, IOperation place, string what, string why) => moment.Report(
        this, place.Syntax, isBroken: Finalizers.Runs(moment), isCertain: Finalizers.Runs(moment), related: null,
        moment.Method.ContainingType.Name, what, why);
}
