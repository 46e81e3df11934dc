using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>Delegates, local functions, tasks and awaits: code that runs in another place or at another time.</content>
internal sealed partial class Evaluator
{
    private const int MaximumInlining = 3;

    private Value EvaluateLambda(IFlowAnonymousFunctionOperation lambda)
    {
        CapturedVariables captured =
            CapturedVariables.Of(graph.GetAnonymousFunctionControlFlowGraph(lambda, body.Cancellation), lambda.Symbol);
        return Capture(lambda, captured);
    }

    private Value Capture(IOperation site, CapturedVariables captured)
    {
        ImmutableArray<Reference> references = ImmutableArray<Reference>.Empty;
        foreach (ISymbol variable in captured.Read)
        {
            Value value = _state.Get(AccessPath.Of(variable));
            references = references.Union(value.ReferencesAs(ReferenceKind.Capture, site)).ToImmutableArray();
        }

        Disturb(captured);
        return Value.Unknown.With(references).WithSource(ValueSource.Fresh);
    }

    /// <summary>Code that runs nobody knows when may assign what it captured, and end it.</summary>
    private void Disturb(CapturedVariables captured)
    {
        foreach (ISymbol variable in captured.Written)
        {
            HandOver(_state.Get(AccessPath.Of(variable)));
            _state.Assign(AccessPath.Of(variable), Value.Unknown);
        }

        foreach (ISymbol variable in captured.Called)
        {
            HandOver(_state.Get(AccessPath.Of(variable)));
        }
    }

    private Value EvaluateDelegate(IDelegateCreationOperation creation) => Evaluate(creation.Target);

    private Value EvaluateMethodReference(IMethodReferenceOperation reference)
    {
        if (reference.Method.MethodKind == MethodKind.LocalFunction)
        {
            return LocalFunction(reference.Method) is { } local
                ? Capture(reference, CapturedVariables.Of(local, reference.Method))
                : Value.Unknown;
        }

        Value instance = Evaluate(reference.Instance);
        HandOver(instance);
        return Value.Unknown.With(instance.ReferencesAs(ReferenceKind.Capture, reference))
            .WithSource(ValueSource.Fresh);
    }

    private Value EvaluateSubscription(IEventAssignmentOperation subscription)
    {
        Value handler = Evaluate(subscription.HandlerValue);
        if (subscription.EventReference is IEventReferenceOperation reference)
        {
            Use(reference.Instance, Evaluate(reference.Instance));
            AccessPath? path = reference.Event.IsStatic
                ? AccessPath.OfStatic(reference.Event)
                : PathOf(reference.Instance)?.Member(reference.Event.OriginalDefinition);
            if (path is not null)
            {
                _state.Assign(path, subscription.Adds ? handler : Value.Unknown);
            }
        }

        return Value.Unknown;
    }

    private ControlFlowGraph? LocalFunction(IMethodSymbol function)
    {
        IMethodSymbol definition = function.OriginalDefinition;
        for (ControlFlowGraph? scope = graph; scope is not null; scope = scope.Parent)
        {
            if (scope.LocalFunctions.Contains(definition, SymbolEqualityComparer.Default))
            {
                return scope.GetLocalFunctionControlFlowGraph(definition, body.Cancellation);
            }
        }

        return null;
    }

    /// <summary>Runs a local function in place: it shares the variables of the method that calls it.</summary>
    private Value RunLocalFunction(IInvocationOperation call)
    {
        List<PassedArgument> arguments = EvaluateArguments(call.Arguments);
        UseArguments(arguments, Contracts.Of(call.TargetMethod));
        IMethodSymbol function = call.TargetMethod.OriginalDefinition;
        if (LocalFunction(function) is not { } local)
        {
            return Value.Unknown;
        }

        if (function.IsAsync || function.IsIterator || body.Inlined.Count >= MaximumInlining
            || body.Inlined.Contains(function, SymbolEqualityComparer.Default))
        {
            Disturb(CapturedVariables.Of(local, function));
            ApplyParameters(call, Contracts.Of(function), arguments);
            return Value.Unknown;
        }

        FlowState entry = _state.Clone();
        foreach (PassedArgument argument in arguments)
        {
            entry.Assign(AccessPath.Of(argument.Parameter.OriginalDefinition),
                argument.Value.WithAlias(PathOf(argument.Operation)));
        }

        body.Inlined.Push(function);
        IReadOnlyList<FlowState> exits = new GraphWalker(body, local).RunBody(entry);
        body.Inlined.Pop();
        if (exits.Count == 0)
        {
            _state.Infeasible = true;
            return Value.Unknown;
        }

        FlowState exit = exits[_choices.Choose(exits.Count)].Clone();
        Value result = exit.Get(AccessPath.Result);
        exit.Forget(AccessPath.Result);
        HandBack(exit, arguments);
        exit.ResultSite = _state.ResultSite;
        _state = exit;
        return result;
    }

    /// <summary>What a function has put into its ref and out parameters is what its caller holds now.</summary>
    private void HandBack(FlowState exit, List<PassedArgument> arguments)
    {
        foreach (PassedArgument argument in arguments)
        {
            if (argument.Parameter.RefKind is RefKind.Ref or RefKind.Out && PathOf(argument.Operation) is { } path)
            {
                exit.Assign(path, exit.Get(AccessPath.Of(argument.Parameter.OriginalDefinition)));
            }
        }
    }

    /// <summary>Delegates are handed to somebody who runs them later: what they captured is in flight.</summary>
    private IEnumerable<Reference> Defer(IOperation call, List<PassedArgument> arguments)
    {
        List<Reference> captured = arguments.SelectMany(argument => argument.Value.References)
            .Where(reference => reference.Kind == ReferenceKind.Capture).Distinct().ToList();
        foreach (Reference reference in captured)
        {
            if (_state.Get(reference.Loan) is { } state)
            {
                _state.Set(reference.Loan, state with { InFlight = reference.Site ?? call });
            }
        }

        return captured;
    }

    /// <summary>A task was waited for: its delegate has run.</summary>
    private void Arrive(Value task)
    {
        foreach (Reference reference in task.References.Where(reference => reference.Kind == ReferenceKind.Capture))
        {
            if (_state.Get(reference.Loan) is { InFlight: not null } state)
            {
                _state.Set(reference.Loan, state with { InFlight = null });
            }
        }
    }

    private void ApplyTasks(IInvocationOperation call, Value receiver, List<PassedArgument> arguments)
    {
        string name = call.TargetMethod.Name;
        if (DeferredCalls.Waits(name) || DeferredCalls.Unregisters(Implementation(call)))
        {
            Arrive(receiver);
        }

        // Combined tasks pass the duty on to the combination; anybody else may wait for them.
        if (DeferredCalls.Waits(name)
            || !(LoanTypes.IsTask(call.Type) && LoanTypes.IsTask(call.TargetMethod.ContainingType)))
        {
            foreach (PassedArgument argument in arguments.Where(
                argument => !LoanTypes.IsDelegate(argument.Operation.Type)))
            {
                Arrive(argument.Value);
            }
        }
    }

    private Value EvaluateAwait(IAwaitOperation wait)
    {
        Value task = Evaluate(wait.Operation);
        Use(wait.Operation, task);
        Arrive(task);
        Suspend(wait);
        return Value.Unknown.With(task.References.RemoveAll(reference => reference.Kind == ReferenceKind.Capture));
    }

    private Value EvaluateYield(IReturnOperation yielded)
    {
        Value value = Evaluate(yielded.ReturnedValue);
        HandOver(value);
        Suspend(yielded);
        return Value.Unknown;
    }

    /// <summary>
    /// The method is left for a while: fields may change, and what was borrowed for the call may be gone.
    /// </summary>
    private void Suspend(IOperation site)
    {
        _state.ForEachLoan((loan, state) =>
            loan.IsBorrowed && state.Awaited is null ? state with { Awaited = site } : state);
        foreach (AccessPath path in _state.Values.Keys)
        {
            if (path.IsOuter && !_state.Get(path).References.Any(reference => reference.Site is not null))
            {
                _state.Forget(path);
            }
        }
    }
}
