using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// Evaluates one operation in one state: gives its value, changes the state, tells the rules. This file reads values;
/// calls, stores,
/// functions and conditions have files of their own.
/// </summary>
internal sealed partial class Evaluator(BodyAnalysis body, ControlFlowGraph graph)
{
    // What a capture was taken of; assignments through it reach the captured place.
    private readonly Dictionary<CaptureId, IOperation> _captured = [];

    // An expression nested deeper than this is generated; going on could exhaust the compiler's stack.
    private const int MaximumDepth = 250;

    private FlowState _state = new();
    private int _depth;
    private Choices _choices = new();

    private ContractModel Contracts => body.Engine.Contracts;

    /// <summary>Runs an operation in every way that it can turn out.</summary>
    public IEnumerable<(FlowState State, Value Value)> Outcomes(FlowState start, IOperation operation)
    {
        Choices choices = new();
        List<(FlowState, Value)> outcomes = [];
        do
        {
            FlowState state = start.Clone();
            (FlowState outerState, Choices outerChoices) = (_state, _choices);
            (_state, _choices) = (state, choices);
            Value value = Evaluate(operation);
            state = _state;
            (_state, _choices) = (outerState, outerChoices);
            state.Imprecise |= choices.Overflowed;
            if (!state.Infeasible)
            {
                outcomes.Add((state, value));
            }
        }
        while (choices.Next());

        return outcomes;
    }

    private Value Evaluate(IOperation? operation)
    {
        if (operation is null)
        {
            return Value.Unknown;
        }

        // A constant has no life, but a local may be one under another name.
        if (operation.ConstantValue is { HasValue: true } constant && operation is not ILocalReferenceOperation)
        {
            return Value.Known(constant.Value);
        }

        if (_depth >= MaximumDepth)
        {
            body.GaveUp = true;
            return Value.Unknown;
        }

        _depth++;
        Value value = EvaluateKind(operation);
        _depth--;
        return value;
    }

    private Value EvaluateKind(IOperation operation)
    {
        return operation switch
        {
            IExpressionStatementOperation statement => Evaluate(statement.Operation),
            ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation =>
                Read(operation),
            IFieldReferenceOperation field => EvaluateField(field),
            IPropertyReferenceOperation property => EvaluateProperty(property),
            IInvocationOperation call => EvaluateInvocation(call),
            IObjectCreationOperation creation => EvaluateCreation(creation),
            ISimpleAssignmentOperation assignment => EvaluateAssignment(assignment),
            ICompoundAssignmentOperation compound => EvaluateUpdate(compound, compound.Target, compound.Value),
            IIncrementOrDecrementOperation increment => EvaluateUpdate(increment, increment.Target, null),
            IDeconstructionAssignmentOperation deconstruction => EvaluateDeconstruction(deconstruction),
            IEventAssignmentOperation subscription => EvaluateSubscription(subscription),
            IFlowCaptureOperation capture => EvaluateCapture(capture),
            IFlowAnonymousFunctionOperation lambda => EvaluateLambda(lambda),
            IDelegateCreationOperation creation => EvaluateDelegate(creation),
            IMethodReferenceOperation reference => EvaluateMethodReference(reference),
            IConversionOperation conversion => EvaluateConversion(conversion),
            IAwaitOperation wait => EvaluateAwait(wait),
            IReturnOperation { Kind: OperationKind.YieldReturn } yielded => EvaluateYield(yielded),
            IBinaryOperation binary => EvaluateBinary(binary),
            IUnaryOperation unary => EvaluateUnary(unary),
            IIsNullOperation test => Fold(Evaluate(test.Operand), null),
            IIsPatternOperation test => EvaluatePattern(test),
            IIsTypeOperation test => Mention(Evaluate(test.ValueOperand), test.ValueOperand),
            IDefaultValueOperation { Type.IsReferenceType: true } => Value.Known(null),
            IDeclarationExpressionOperation declaration => Evaluate(declaration.Expression),
            IArrayElementReferenceOperation element => EvaluateElement(element),
            IImplicitIndexerReferenceOperation indexer => EvaluateSlice(indexer),
            IAddressOfOperation address => Value.Unknown.With(ViewsOf(Evaluate(address.Reference), address)),
            IArrayCreationOperation or ICollectionExpressionOperation or ITupleOperation =>
                EvaluateContainer(operation),
            IAnonymousObjectCreationOperation or IArrayInitializerOperation => EvaluateContainer(operation),
            ISpreadOperation spread => EvaluateSpread(spread),
            _ => EvaluateOther(operation),
        };
    }

    /// <summary>Reads a place, and gives what it holds a name if it has none yet.</summary>
    private Value Read(IOperation operation)
    {
        if (PathOf(operation) is not { } path)
        {
            return Value.Unknown;
        }

        Value value = Alone(operation, path);
        if (value.References.IsEmpty && !value.IsKnown && (path.IsRoot || path.IsOuter)
            && LoanTypes.CanCarryLoan(operation.Type)
            && path.Root is not CaptureId)
        {
            Loan loan = body.LoanAt(
                path, id => new(id, LoanKind.Plain, Text(operation), operation.Syntax, operation.Type)
            {
                IsOuter = path.IsOuter || IsOfAnotherMethod(path),
            });
            if (_state.Get(loan) is null)
            {
                _state.Set(loan, LoanState.Born);
                value = value.With([new(loan, ReferenceKind.Direct, null)]);
                _state.Refine(path, value);
            }
        }

        value = path.Root is CaptureId ? value : value.WithAlias(path);
        return path.IsOuter ? value.WithSource(ValueSource.Outer) : value;
    }

    // A parameter of a primary constructor is a field in all but name; one of the method around a lambda is shared.
    private bool IsOfAnotherMethod(AccessPath path) => path.Root is IParameterSymbol parameter
        && !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, body.Method);

    private Value EvaluateField(IFieldReferenceOperation field)
    {
        Value instance = Evaluate(field.Instance);
        Use(field.Instance, instance);
        Value value = PathOf(field) is null ? Value.Unknown : Read(field);

        // A field of a value that looks into something looks into it too.
        return field.Instance?.Type?.IsValueType == true && LoanTypes.CanCarryLoan(field.Type)
            && value.References.IsEmpty
            ? value.With(instance.References)
            : value;
    }

    private Value EvaluateElement(IArrayElementReferenceOperation element)
    {
        Value array = Evaluate(element.ArrayReference);
        Use(element.ArrayReference, array);
        EvaluateAll(element.Indices);
        return array.Source == ValueSource.Fresh && LoanTypes.CanCarryLoan(element.Type)
            ? Value.Unknown.With(array.References.RemoveAll(reference => reference.Kind == ReferenceKind.Direct))
            : Value.Unknown;
    }

    private Value EvaluateSlice(IImplicitIndexerReferenceOperation indexer)
    {
        Value instance = Evaluate(indexer.Instance);
        Use(indexer.Instance, instance);
        Evaluate(indexer.Argument);
        return LoanTypes.IsView(indexer.Type) ? Value.Unknown.With(ViewsOf(instance, indexer)) : Value.Unknown;
    }

    /// <summary>An array, tuple or the like holds what is put into it.</summary>
    private Value EvaluateContainer(IOperation operation)
    {
        ImmutableArray<Reference> held = ImmutableArray<Reference>.Empty;
        foreach (IOperation child in operation.ChildOperations)
        {
            Value value = Evaluate(child);
            // A tuple may be taken apart at once, into places that are followed one by one.
            if (operation is not ITupleOperation)
            {
                NoteCopy(child, child);
            }

            if (LoanTypes.CanCarryLoan(child.Type) || child is IArrayInitializerOperation or ISpreadOperation)
            {
                HandOver(value);
                held = held.Union(value.ReferencesAs(ReferenceKind.View, operation)).ToImmutableArray();
            }
        }

        return Value.Unknown.With(held).WithSource(ValueSource.Fresh);
    }

    /// <summary>A spread copies the elements: not the collection is held, but what the collection holds.</summary>
    private Value EvaluateSpread(ISpreadOperation spread)
    {
        Value value = Evaluate(spread.Operand);
        Use(spread.Operand, value);
        return LoanTypes.CanCarryLoan(spread.ElementType)
            ? Value.Unknown.With(value.References.RemoveAll(reference => reference.Kind == ReferenceKind.Direct))
            : Value.Unknown;
    }

    private Value EvaluateConversion(IConversionOperation conversion)
    {
        Value value = Evaluate(conversion.Operand);
        if (conversion.OperatorMethod is { } method)
        {
            Use(conversion.Operand, value);
            if (LoanTypes.IsView(conversion.Type) || Contracts.Of(method).ViewOf is not null)
            {
                return Value.Unknown.With(ViewsOf(value, conversion));
            }

            HandOver(value);
            return Value.Unknown;
        }

        if (LoanTypes.IsView(conversion.Type) && !LoanTypes.IsView(conversion.Operand.Type))
        {
            return Value.Unknown.With(ViewsOf(value, conversion));
        }

        if (LoanTypes.CanCarryLoan(conversion.Type) || !LoanTypes.CanCarryLoan(conversion.Operand.Type))
        {
            return value;
        }

        // Unboxing or narrowing to a plain number copies.
        HandOverComputed(conversion.Operand, value);
        return value.With(ImmutableArray<Reference>.Empty);
    }

    private Value EvaluateOther(IOperation operation)
    {
        ImmutableArray<Reference> views = ImmutableArray<Reference>.Empty;
        foreach (IOperation child in operation.ChildOperations)
        {
            Value value = Evaluate(child);
            Use(child, value);
            if (LoanTypes.IsView(operation.Type))
            {
                views = views.Union(ViewsOf(value, operation)).ToImmutableArray();
            }
        }

        return Value.Unknown.With(views);
    }

    private void EvaluateAll(ImmutableArray<IOperation> operations)
    {
        foreach (IOperation operation in operations)
        {
            Evaluate(operation);
        }
    }

    private void Use(IOperation? operation, Value value)
    {
        if (operation is not null && !value.References.IsEmpty)
        {
            body.Tell(_state, (rule, moment) => rule.OnUse(moment, operation, value));
        }
    }

    private static ImmutableArray<Reference> ViewsOf(Value value, IOperation site) =>
        value.ReferencesAs(ReferenceKind.View, site);

    /// <summary>The place that an operation names, if its content can be followed.</summary>
    private AccessPath? PathOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => AccessPath.Of(local.Local),
        IParameterReferenceOperation parameter => AccessPath.Of(parameter.Parameter),
        IFlowCaptureReferenceOperation capture => AccessPath.Of(capture.Id),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => AccessPath.This,
        IConversionOperation { OperatorMethod: null } conversion => PathOf(conversion.Operand),
        IDeclarationExpressionOperation declaration => PathOf(declaration.Expression),
        IFieldReferenceOperation { Field.IsStatic: true } field => AccessPath.OfStatic(field.Field.OriginalDefinition),
        IFieldReferenceOperation field => MemberPath(field.Instance, field.Field),
        IPropertyReferenceOperation { Property: { IsStatic: false, Parameters.IsEmpty: true } } property
            when !Contracts.Of(property.Property).MayChange => MemberPath(property.Instance, property.Property),
        _ => null,
    };

    private AccessPath? MemberPath(IOperation? instance, ISymbol member)
    {
        const int maximumDepth = 3;
        AccessPath? owner = PathOf(instance);
        if (owner is { Root: CaptureId } && _state.Get(owner).Alias is { } alias)
        {
            owner = alias;
        }

        return owner is null || owner.Members.Length == maximumDepth ? null : owner.Member(member.OriginalDefinition);
    }

    /// <summary>The text of an expression as a message shows it: one line, not too long.</summary>
    private static string Text(IOperation operation) => MessageText.Of(operation.Syntax);
}
