using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>Stores: into locals, fields and collections, and what a container then holds.</content>
internal sealed partial class Evaluator
{
    private Value EvaluateAssignment(ISimpleAssignmentOperation assignment)
    {
        EvaluateTarget(assignment.Target);
        Value value = Evaluate(assignment.Value);
        if (!assignment.IsRef)
        {
            NoteCopy(assignment.Value, assignment.Value);
        }

        body.Tell(_state, (rule, moment) => rule.OnOperation(moment, assignment));
        StoreInto(assignment, assignment.Target, value);
        return value;
    }

    private Value EvaluateUpdate(IOperation update, IOperation target, IOperation? operand)
    {
        Value old = Evaluate(target);
        Use(target, old);
        HandOverComputed(target, old);
        Use(operand, Evaluate(operand));
        body.Tell(_state, (rule, moment) => rule.OnOperation(moment, update));
        if (PathOf(target) is { } path)
        {
            _state.Assign(path, Value.Unknown);
        }

        return Value.Unknown;
    }

    private Value EvaluateDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        IOperation source = deconstruction.Value;
        Value value = Evaluate(source);
        List<IOperation> targets = Leaves(deconstruction.Target).ToList();
        List<IOperation> values = Leaves(source).ToList();
        bool isPairwise = values.Count == targets.Count
            && source is ITupleOperation or IConversionOperation { Operand: ITupleOperation };

        // All parts are read before any is stored: two variables may be exchanged. What was taken apart decides every
        // part.
        Value[] parts =
            targets.Select((_, index) => isPairwise ? Evaluate(values[index]) : Mention(value, source)).ToArray();
        for (int index = 0; index < targets.Count; index++)
        {
            StoreInto(deconstruction, targets[index], parts[index]);
        }

        return value;
    }

    private static IEnumerable<IOperation> Leaves(IOperation operation) => operation switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Leaves),
        IDeclarationExpressionOperation declaration => Leaves(declaration.Expression),
        IConversionOperation { Operand: ITupleOperation tuple } => Leaves(tuple),
        _ => [operation],
    };

    private Value EvaluateCapture(IFlowCaptureOperation capture)
    {
        _captured[capture.Id] = capture.Value;
        Value value = Evaluate(capture.Value);
        if (value.Alias is null && PathOf(capture.Value) is { } path)
        {
            value = value.WithAlias(path);
        }

        // A using statement disposes a copy of its own; any other capture of a variable stands for the variable.
        if (capture.Value.Syntax.Parent is UsingStatementSyntax)
        {
            NoteCopy(capture.Value, capture.Value);
        }

        _state.Assign(AccessPath.Of(capture.Id), Mentioned(value, capture.Value));
        return value;
    }

    private Value Mentioned(Value value, IOperation operation) =>
        value.IsKnown || operation.Type?.SpecialType != SpecialType.System_Boolean
            ? value
            : value.Mentioning(Mention(value, operation).Mentions);

    /// <summary>The receiver of a target is used; the target itself is not read.</summary>
    private void EvaluateTarget(IOperation target)
    {
        switch (target)
        {
            case IMemberReferenceOperation { Instance: { } instance } member:
                Use(instance, Evaluate(instance));
                EvaluateAll(member.ChildOperations.Where(child => child != instance).ToImmutableArray());
                break;
            case IArrayElementReferenceOperation element:
                Use(element.ArrayReference, Evaluate(element.ArrayReference));
                EvaluateAll(element.Indices);
                break;
            case not IDiscardOperation when PathOf(target) is null:
                // Through a pointer: its address is used.
                foreach (IOperation part in target.ChildOperations)
                {
                    Use(part, Evaluate(part));
                }

                break;
        }
    }

    private void StoreInto(IOperation store, IOperation target, Value value)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                StoreInto(store, declaration.Expression, value);
                break;
            case IFlowCaptureReferenceOperation capture when _captured.TryGetValue(capture.Id, out IOperation? captured)
                && captured is IMemberReferenceOperation or IArrayElementReferenceOperation
                or IParameterReferenceOperation
                    or ILocalReferenceOperation:
                StoreInto(store, captured, value);
                break;
            case IArrayElementReferenceOperation element:
                Put(store, element.ArrayReference, value);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } indexer:
                EvaluateAll(indexer.Arguments.Select(argument => argument.Value).ToImmutableArray());
                Put(store, collection, value);
                break;
            case IMemberReferenceOperation member:
                StoreMember(store, member, value);
                break;
            default:
                if (PathOf(target) is { } path)
                {
                    Store(store, path, Mentioned(value, target));
                }
                else if (target is not IDiscardOperation)
                {
                    // Through a pointer or a reference that is not followed: somebody has it now.
                    HandOver(value);
                }

                break;
        }
    }

    private void StoreMember(IOperation store, IMemberReferenceOperation member, Value value)
    {
        bool isOwner = Contracts.Of(member.Member).Owned;
        ChangeDirect(value, state => isOwner ? state with { Transferred = true } : state with { Escaped = true });
        if (HolderOf(member.Instance) is { } holder)
        {
            Hold(holder, value, store);
        }
        else if (PathOf(member) is { } path)
        {
            // Since when the field holds it is what a rule shows; an owner may hold it as long as it likes.
            Value stored = value.With(value.References.Select(reference => reference with
            {
                Site = isOwner ? null : reference.Kind == ReferenceKind.Capture ? reference.Site : store,
            }).ToImmutableArray());
            _state.Assign(path, stored);
        }
    }

    /// <summary>A local object that was created here: what is stored in it lives as long as it does.</summary>
    private AccessPath? HolderOf(IOperation? instance) =>
        PathOf(instance) is { IsRoot: true } path && path != AccessPath.This
            && _state.Get(path).Source == ValueSource.Fresh ? path : null;

    private void Hold(AccessPath holder, Value value, IOperation store)
    {
        Value held = _state.Get(holder);
        _state.Refine(
            holder, held.With(held.References.Union(value.ReferencesAs(ReferenceKind.View, store)).ToImmutableArray()));
        if (held.Alias is { } alias && !alias.Equals(holder))
        {
            Hold(alias, value, store);
        }
    }

    private void Store(IOperation store, AccessPath path, Value value)
    {
        Value old = _state.Get(path);
        foreach (Reference reference in old.References.Where(reference => reference.Kind == ReferenceKind.Direct))
        {
            bool isElsewhere = value.References.Any(other => other.Loan == reference.Loan) || _state.Values.Any(entry =>
                !entry.Key.Equals(path) && entry.Value.References.Any(other => other.Loan == reference.Loan));
            if (!isElsewhere && path.Root is ILocalSymbol)
            {
                Lose(reference.Loan);
            }
        }

        if (path.Root is ILocalSymbol { IsRef: true })
        {
            HandOver(value);
        }

        if (path.Root is IParameterSymbol { RefKind: not RefKind.None })
        {
            ChangeDirect(value, state => state with { Escaped = true });
            value =
                value.With(value.References.Select(reference => reference with { Site = store }).ToImmutableArray());
        }

        _state.Assign(path, value);
    }

    /// <summary>Something is put into a collection.</summary>
    private void Put(IOperation store, IOperation collection, Value value)
    {
        HandOver(value);
        if (PathOf(collection) is not { } path || path == AccessPath.This)
        {
            return;
        }

        if (value.IsNull)
        {
            Empty(path);
        }
        else
        {
            Hold(path, value, store);
        }
    }

    private void ApplyMutation(IInvocationOperation call, Value receiver, List<PassedArgument> arguments)
    {
        if (call.Instance is not { } collection || !Collections.IsCollection(collection.Type))
        {
            return;
        }

        if (Collections.Adds(call.TargetMethod.Name))
        {
            foreach (PassedArgument argument in arguments)
            {
                Put(call, collection, argument.Value);
            }
        }
        else if (Collections.Removes(call.TargetMethod.Name) && PathOf(collection) is { } path)
        {
            Empty(path);
        }
    }

    /// <summary>
    /// Something is taken out of a collection; which element is not followed, so it holds nothing that we know of.
    /// </summary>
    private void Empty(AccessPath path)
    {
        Value value = _state.Get(path);
        _state.Refine(
            path, value.With(value.References.RemoveAll(reference => reference.Kind != ReferenceKind.Direct)));
        if (value.Alias is { } alias && !alias.Equals(path))
        {
            Empty(alias);
        }
    }
}
