using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>Calls of methods of this compilation that carry no contract: what their summary says.</content>
internal sealed partial class Evaluator
{
    private Value? ApplySummary(IInvocationOperation call, List<PassedArgument> arguments)
    {
        if (!IsWorthASummary(call.TargetMethod, arguments))
        {
            ForgetFieldsAfter(call);
            return null;
        }

        Summary summary = body.Engine.Summaries.Of(call.TargetMethod, body);
        ForgetFieldsAfter(call);
        if (summary.Cases.IsEmpty)
        {
            return null;
        }

        ExitCase exit = summary.Cases[_choices.Choose(summary.Cases.Length)];
        _state.Believed |= exit.Believed;
        ImmutableArray<Reference> references = ImmutableArray<Reference>.Empty;

        // What the callee tested of the others it tested before it took metadata off a page.
        foreach (ParameterFact fact in exit.Facts.Where(
            fact => exit.Parameters[fact.Parameter].Metadata == MetadataState.AsGiven))
        {
            ApplyFact(arguments, fact);
        }

        foreach (PassedArgument argument in arguments)
        {
            ParameterEffect effect = exit.Parameters[argument.Parameter.Ordinal];
            if (effect.EndedIdempotently is null && !LoanTypes.IsDelegate(argument.Operation.Type))
            {
                Use(argument.Operation, argument.Value);
            }

            ApplyEffect(call, argument, effect);
            if (argument.Parameter.RefKind == RefKind.Ref && PathOf(argument.Operation) is { } replaced)
            {
                // What the callee has ended it may have replaced as well.
                _state.Assign(replaced, Value.Unknown);
            }

            references = references.AddRange(exit.ResultReferences
                .Where(result => result.Parameter == argument.Parameter.Ordinal)
                .SelectMany(result => result.Kind == ReferenceKind.Direct
                    ? argument.Value.References
                    : argument.Value.ReferencesAs(ReferenceKind.View, call)));
        }

        foreach (ParameterFact fact in exit.Facts)
        {
            ApplyFact(arguments, fact);
        }

        if (exit.Claim is { } claim)
        {
            return Birth(call, LoanKind.Acquired, claim);
        }

        bool needsName = references.IsEmpty && !exit.Result.IsKnown && LoanTypes.CanCarryLoan(call.Type);
        return needsName
            ? Birth(call, LoanKind.Plain, MemberContract.None)
            : exit.Result.With(references).Mentioning(exit.ResultMentions
                .Select(mention => CallerPath(arguments, mention.Parameter, mention.Members)).OfType<AccessPath>());
    }

    /// <summary>The caller's name for a member of a parameter.</summary>
    private AccessPath? CallerPath(List<PassedArgument> arguments, int parameter, ImmutableArray<ISymbol> members)
    {
        AccessPath? path = arguments.Where(argument => argument.Parameter.Ordinal == parameter)
            .Select(argument => PathOf(argument.Operation)).FirstOrDefault();
        return members.Aggregate(path, (owner, member) => owner?.Member(member));
    }

    /// <summary>A helper matters if it touches a contract, or if it is given something that must not be kept.</summary>
    private bool IsWorthASummary(IMethodSymbol method, List<PassedArgument> arguments) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, Contracts.Compilation.Assembly)
        && (arguments.Any(argument => argument.Value.References.Any(reference =>
                reference.Loan.Kind != LoanKind.Plain || reference.Kind != ReferenceKind.Direct))
            || arguments.Any(argument => Contracts.OfType(argument.Operation.Type).PageRange is not null)
            || body.Engine.Gate.Touches(method.OriginalDefinition, 1, body.Cancellation));

    private void ApplyEffect(IInvocationOperation call, PassedArgument argument, ParameterEffect effect)
    {
        if (effect.EndedIdempotently is { } idempotent)
        {
            foreach (Reference reference in argument.Value.References.Where(r => r.Kind == ReferenceKind.Direct))
            {
                End(call, reference.Loan, new(EndsWhen.Always, null, idempotent), argument.Value);
            }
        }
        else
        {
            ChangeDirect(argument.Value, state => state with
            {
                Escaped = state.Escaped || effect.Escaped,
                Transferred = state.Transferred || effect.Transferred,
            });
        }

        if (effect.Metadata != MetadataState.AsGiven)
        {
            if (effect.Metadata == MetadataState.Detached)
            {
                body.Tell(_state, (rule, moment) => rule.OnDetach(moment, call));
            }

            ChangeDirect(argument.Value, state => state with
            {
                Metadata = effect.Metadata,
                MetadataSite = call,
                MetadataBranched = false,
            });
            ForgetMetadata(argument.Operation);
        }

        if (effect.KeptIn is { } field && PathOf(call.Instance) is { } owner)
        {
            Keep(call, owner, field, argument.Value, effect.KeptAsElement);
        }
    }

    private void Keep(IOperation call, AccessPath owner, ISymbol field, Value value, bool asElement)
    {
        if (owner != AccessPath.This && _state.Get(owner).Source == ValueSource.Fresh)
        {
            Hold(owner, value, call);
        }
        else if (asElement)
        {
            Hold(owner.Member(field), value, call);
        }
        else
        {
            _state.Assign(owner.Member(field), value.With(
                value.References.Select(reference => reference with { Site = call }).ToImmutableArray()));
        }
    }

    /// <summary>A constructor of this compilation that stores an argument makes an object that holds it.</summary>
    private IEnumerable<Reference> KeptByConstructor(IObjectCreationOperation creation, List<PassedArgument> arguments)
    {
        if (creation.Constructor is not { } constructor || !IsWorthASummary(constructor, arguments))
        {
            return [];
        }

        Summary summary = body.Engine.Summaries.Of(constructor, body);
        return arguments
            .Where(argument => !summary.Cases.IsEmpty
                && summary.Cases.All(exit => exit.Parameters[argument.Parameter.Ordinal].KeptIn is not null))
            .SelectMany(argument => argument.Value.ReferencesAs(ReferenceKind.View, creation))
            .ToList();
    }

    private void ApplyFact(List<PassedArgument> arguments, ParameterFact fact)
    {
        if (CallerPath(arguments, fact.Parameter, fact.Members) is not { } path)
        {
            return;
        }

        Value known = _state.Get(path);
        if (fact.Value.IsKnown && known.IsNot(fact.Value.ConstantOrNull))
        {
            _state.Infeasible = true;
            return;
        }

        known = fact.Value.IsKnown ? known.Equal(fact.Value.ConstantOrNull)
            : fact.Value.Excluded.Aggregate(known, (value, excluded) => value.Unequal(excluded));
        _state.Refine(path, fact.Value.Tested ? known.AsTested() : known);
    }

    /// <summary>A method of the same object may have changed its fields.</summary>
    private void ForgetFieldsAfter(IInvocationOperation call)
    {
        if (call.TargetMethod.IsStatic || PathOf(call.Instance) is not { } owner || owner.Root is CaptureId)
        {
            return;
        }

        IReadOnlyCollection<ISymbol>? assigned = owner == AccessPath.This
            ? AssignedFields.Of(body.Engine.Body(call.TargetMethod.OriginalDefinition, body.Cancellation))
            : [];
        foreach (AccessPath path in _state.Values.Keys)
        {
            if (!path.IsRoot && owner == AccessPath.This && path.Root is "this"
                && (assigned is null || assigned.Contains(path.Members[0], SymbolEqualityComparer.Default)))
            {
                _state.Forget(path);
            }
        }
    }
}
