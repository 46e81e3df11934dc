using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>Calls: the contract first, then the summary of a callee of this compilation, else silence.</content>
internal sealed partial class Evaluator
{
    private readonly record struct PassedArgument(IParameterSymbol Parameter, IOperation Operation, Value Value);

    private Value EvaluateProperty(IPropertyReferenceOperation property)
    {
        MemberContract contract = Contracts.Of(property.Property);
        Value instance = Evaluate(property.Instance);
        if (!contract.UsableAfterEnd)
        {
            Use(property.Instance, instance);
        }

        List<PassedArgument> arguments = EvaluateArguments(property.Arguments);
        UseArguments(arguments, MemberContract.None);
        AccessPath? path = PathOf(property);
        if (contract.TrueWhileAlive && IsAlive(instance) is { } alive)
        {
            return Value.Known(alive);
        }

        if (path is { IsOuter: true } && contract.IsEmpty)
        {
            return Read(property);
        }

        Value result = ResultOf(property, contract, property.Type, instance, arguments, path);
        if (LoanTypes.IsTask(property.Property.ContainingType) && property.Property.Name == "Result")
        {
            Arrive(instance);
        }

        return path is null ? result : result.WithAlias(path);
    }

    private Value EvaluateCreation(IObjectCreationOperation creation)
    {
        MemberContract contract = Contracts.Of(creation.Constructor);
        List<PassedArgument> arguments = EvaluateArguments(creation.Arguments);
        UseArguments(arguments, contract);
        ApplyParameters(creation, contract, arguments);
        ImmutableArray<string> mustCall = Contracts.OfType(creation.Type).MustCall;
        Value result = contract.Acquires || !mustCall.IsEmpty
            ? Birth(creation, LoanKind.Acquired, contract with { MustCall = mustCall })
            : ResultOf(creation, contract, creation.Type, Value.Unknown, arguments, null);
        if (creation.Constructor is { } constructor && DeferredCalls.Contains(constructor))
        {
            result = result.With(result.References.AddRange(Defer(creation, arguments)));
        }

        result = result.With(result.References.AddRange(KeptByConstructor(creation, arguments)));
        return result.WithSource(ValueSource.Fresh);
    }

    private Value EvaluateInvocation(IInvocationOperation call)
    {
        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
        {
            return RunLocalFunction(call);
        }

        if (Assumptions.IsAssumeLive(call))
        {
            return AssumeLive(call);
        }

        Value receiver = Evaluate(call.Instance);
        IMethodSymbol method = Implementation(call);
        MemberContract contract = Contracts.Of(method);
        bool endsReceiver = EndOfReceiver(call, method, contract, receiver, null) is not null;
        bool proves = WeakReferences.Proves(Contracts, call);
        if (!endsReceiver && !proves && !contract.UsableAfterEnd)
        {
            Use(call.Instance, receiver);
        }

        NoteHiddenCopy(call, method);
        List<PassedArgument> arguments = EvaluateArguments(call.Arguments);
        body.Tell(_state, (rule, moment) => rule.OnOperation(moment, call));
        if (contract.IsEmpty && !proves && ApplySummary(call, arguments) is { } summarized)
        {
            return summarized;
        }

        UseArguments(arguments, contract);
        Value outcome = ChooseOutcome(method, contract, proves);
        ApplyProof(call, receiver, outcome);
        ApplyEnds(call, method, contract, receiver, arguments, outcome);
        ApplyParameters(call, contract, arguments, outcome, receiver);
        NoteGiver(contract, receiver, arguments);
        ApplyMetadata(call, contract, receiver);
        ApplyMutation(call, receiver, arguments);
        ApplyTasks(call, receiver, arguments);
        ApplyLoans(call, contract, receiver);
        ForgetFacts(call, arguments);
        ApplyInvalidation(call, contract, receiver);
        Value result = ResultOf(call, contract, call.Type, receiver, arguments, null);
        if (DeferredCalls.Contains(method))
        {
            result = result.With(result.References.AddRange(Defer(call, arguments)));
        }

        return Narrow(result, outcome);
    }

    /// <summary>
    /// The method that a <c>using</c> or an interface call really runs, when the receiver's type tells.
    /// </summary>
    private static IMethodSymbol Implementation(IInvocationOperation call)
    {
        ITypeSymbol? type = Unconverted(call.Instance)?.Type;
        return call.TargetMethod.ContainingType.TypeKind == TypeKind.Interface
            && type is { TypeKind: TypeKind.Class or TypeKind.Struct }
            && type.FindImplementationForInterfaceMember(call.TargetMethod) is IMethodSymbol implementation
            ? implementation
            : call.TargetMethod;
    }

    private static IOperation? Unconverted(IOperation? operation) =>
        operation is IConversionOperation { OperatorMethod: null } conversion ? Unconverted(conversion.Operand)
            : operation;

    private List<PassedArgument> EvaluateArguments(ImmutableArray<IArgumentOperation> arguments)
    {
        List<PassedArgument> passed = [];
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is not { } parameter)
            {
                Evaluate(argument.Value);
                continue;
            }

            Value value = parameter.RefKind == RefKind.Out ? Value.Unknown : Evaluate(argument.Value);
            NoteCopy(argument, parameter);
            passed.Add(new(parameter, argument.Value, value));
        }

        return passed;
    }

    /// <summary>To pass something on is to use it, unless the callee ends it or only compares.</summary>
    private void UseArguments(List<PassedArgument> arguments, MemberContract contract)
    {
        foreach (PassedArgument argument in arguments)
        {
            if (contract.Parameter(argument.Parameter.Ordinal).Ends is null
                && !LoanTypes.IsDelegate(argument.Operation.Type)
                && argument.Parameter.ContainingSymbol.Name != "ReferenceEquals")
            {
                Use(argument.Operation, argument.Value);
            }
        }
    }

    /// <summary>Splits the path where the contract makes an effect hang on the result.</summary>
    private Value ChooseOutcome(IMethodSymbol method, MemberContract contract, bool proves)
    {
        IEnumerable<EndContract?> ends = contract.Parameters.Select(parameter => parameter.Ends)
            .Append(contract.EndsThis);
        bool isBoolean = method.ReturnType.SpecialType == SpecialType.System_Boolean;
        if (isBoolean && (proves || contract.Parameters.Any(parameter => parameter.Acquires)
            || ends.Any(end => end is { When: EndsWhen.ReturnsTrue or EndsWhen.ReturnsFalse })))
        {
            return Value.Known(_choices.Choose(2) == 0);
        }

        if (ends.FirstOrDefault(end => end is { When: EndsWhen.ReturnsValue }) is { } conditional)
        {
            return _choices.Choose(2) == 0 ? Value.Known(conditional.Value) : Value.Unknown.Unequal(conditional.Value);
        }

        return Value.Unknown;
    }

    private static bool HasEnded(EndContract end, Value outcome) => end.When switch
    {
        EndsWhen.ReturnsTrue => outcome.Truth is true,
        EndsWhen.ReturnsFalse => outcome.Truth is false,
        EndsWhen.ReturnsValue => outcome.Is(end.Value),
        _ => true,
    };

    private void ApplyEnds(
        IInvocationOperation call,
        IMethodSymbol method,
        MemberContract contract,
        Value receiver,
        List<PassedArgument> arguments,
        Value outcome)
    {
        foreach (Reference reference in receiver.References.Where(reference => reference.Kind == ReferenceKind.Direct))
        {
            if (EndOfReceiver(call, method, contract, receiver, reference.Loan) is { } end && HasEnded(end, outcome))
            {
                End(call, reference.Loan, end, receiver);
            }
        }

        if (contract.EndsThis is not null || method.Name is "Dispose" or "DisposeAsync")
        {
            PayThroughMember(call.Instance, receiver);
        }

        foreach (PassedArgument argument in arguments)
        {
            if (contract.Parameter(argument.Parameter.Ordinal).Ends is { } end && HasEnded(end, outcome))
            {
                PayThroughMember(argument.Operation, argument.Value);
                foreach (Reference reference in argument.Value.References.Where(r => r.Kind == ReferenceKind.Direct))
                {
                    End(call, reference.Loan, end, argument.Value);
                }
            }
        }
    }

    /// <summary>Who ends what a claim holds has done what the claim owes, or part of it.</summary>
    private void PayThroughMember(IOperation? ended, Value value)
    {
        if ((value.Alias ?? PathOf(ended)) is { IsRoot: false } path)
        {
            HandOver(_state.Get(path.Base));
        }
    }

    /// <summary>
    /// How a call ends the life of what it is called on: by contract, by duty, or by the Dispose of a claim.
    /// </summary>
    private EndContract? EndOfReceiver(
        IInvocationOperation call, IMethodSymbol method, MemberContract contract, Value receiver, Loan? loan)
    {
        if (contract.EndsThis is { } end)
        {
            return end;
        }

        bool isDispose = method is { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true }
            && call.Instance is not null;
        IEnumerable<Loan> loans = loan is null
            ? receiver.References.Where(reference => reference.Kind == ReferenceKind.Direct)
            .Select(reference => reference.Loan)
            : [loan];
        return loans.Any(candidate => candidate.EndedBy.Contains(method.Name))
            || (isDispose && Contracts.OfType(Unconverted(call.Instance)?.Type).MustCall.Contains(method.Name))
            ? new(EndsWhen.Always, null, isDispose)
            : isDispose && loans.Any(candidate => candidate.Kind == LoanKind.Acquired)
            ? new(EndsWhen.Always, null, true)
            : null;
    }

    private void End(IOperation operation, Loan loan, EndContract contract, Value value)
    {
        LoanState before = _state.Get(loan) ?? new() { Life = Life.Absent };
        body.Tell(_state, (rule, moment) => rule.OnEnding(moment, operation, loan, before, contract));

        // Who ends it through a field knows that the field holds it.
        if (value.Alias is { IsOuter: true } field)
        {
            Value held = _state.Get(field);
            _state.Refine(field,
                held.With(held.References.Select(reference => reference with { Site = null }).ToImmutableArray()));
        }

        // One of several candidates ends; which one is not known.
        bool isOnlyCandidate = value.References.Count(reference => reference.Kind == ReferenceKind.Direct) == 1;
        _state.Set(loan, before with
        {
            Life = isOnlyCandidate ? Life.Ended : before.Life | Life.Ended,
            EndSite = operation,
            Idempotent = contract.Idempotent,
            Branched = !isOnlyCandidate,
            EveryIteration = false,
        });
    }

    /// <summary>What the callee does with its arguments: takes over, hands out, or (unknown) perhaps keeps.</summary>
    private void ApplyParameters(
        IOperation call,
        MemberContract contract,
        List<PassedArgument> arguments,
        Value? outcome = null,
        Value? receiver = null)
    {
        foreach (PassedArgument argument in arguments)
        {
            ParameterContract parameter = contract.Parameter(argument.Parameter.Ordinal);
            if (argument.Parameter.RefKind is RefKind.Out or RefKind.Ref && PathOf(argument.Operation) is { } path)
            {
                bool isTaken = parameter.Acquires && outcome?.Truth is not false;
                bool isNothing = parameter.Acquires && !isTaken && argument.Parameter.Type.IsReferenceType;
                Store(argument.Operation, path, isTaken ? Birth(argument.Operation, LoanKind.Acquired, contract, call)
                    : WeakReferences.Gives(argument.Parameter, parameter) ? Weak(argument.Operation, contract, call)
                    : parameter.LentByThis ? Lend(argument.Operation, contract, receiver ?? Value.Unknown, call)
                    : isNothing ? Value.Known(null)
                    : Value.Unknown);
            }
            else if (parameter.Owned)
            {
                ChangeDirect(argument.Value, state => state with { Transferred = true });
            }
            else if (!parameter.Borrowed && parameter.Ends is null && argument.Parameter.RefKind is RefKind.None)
            {
                HandOver(argument.Value);
            }
        }
    }

    /// <summary>A claim that somebody else now knows may be ended by him: no duty is left here.</summary>
    private void HandOver(Value value) => ChangeDirect(value, state => state with
    {
        Escaped = true,
        Metadata = state.Metadata == MetadataState.AsGiven ? MetadataState.Unknown : state.Metadata,
    });

    private void ChangeDirect(Value value, Func<LoanState, LoanState> change)
    {
        foreach (Reference reference in value.References.Where(reference => reference.Kind == ReferenceKind.Direct))
        {
            if (_state.Get(reference.Loan) is { } state)
            {
                _state.Set(reference.Loan, change(state));
            }
        }
    }

    private void ApplyMetadata(IInvocationOperation call, MemberContract contract, Value receiver)
    {
        if (!contract.Attaches && !contract.Detaches)
        {
            return;
        }

        if (contract.Detaches)
        {
            body.Tell(_state, (rule, moment) => rule.OnDetach(moment, call));
        }

        ChangeDirect(receiver, state => state with
        {
            Metadata = contract.Detaches ? MetadataState.Detached : MetadataState.Attached,
            MetadataSite = call,
            MetadataBranched = false,
        });
        ForgetMetadata(call.Instance);
    }

    private void ForgetMetadata(IOperation? page)
    {
        if (PathOf(page) is { } path && page?.Type is { } type && PageTypes.Metadata(Contracts, type) is { } metadata)
        {
            _state.Weaken(path.Member(metadata.OriginalDefinition));
        }
    }

    /// <summary>
    /// What was known of a mutable object's members before it was called or passed on may no longer hold.
    /// </summary>
    private void ForgetFacts(IInvocationOperation call, List<PassedArgument> arguments)
    {
        if (Contracts.Of(call.TargetMethod).IsEmpty)
        {
            foreach (IOperation operation in arguments.Select(argument => argument.Operation).Append(call.Instance)
                .OfType<IOperation>())
            {
                ForgetMembers(operation);
            }
        }
    }

    private void ForgetMembers(IOperation operation)
    {
        if (operation.Type is not { IsReferenceType: true } || PathOf(operation) is not { } path)
        {
            return;
        }

        foreach (AccessPath known in _state.Values.Keys)
        {
            if (known.Members.Length > path.Members.Length && known.StartsWith(path) && !path.Equals(AccessPath.This)
                && Contracts.Of(known.Members[known.Members.Length - 1]).IsEmpty)
            {
                _state.Forget(known);
            }
        }
    }
}
