using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>Conditions: what a test says about the places that it looks at.</content>
internal sealed partial class Evaluator
{
    /// <summary>The state in which a condition has turned out so, or null if it cannot have.</summary>
    public FlowState? Assume(FlowState state, IOperation condition, Value value, bool outcome)
    {
        if (value.Truth is { } truth && truth != outcome)
        {
            return null;
        }

        FlowState outer = _state;
        _state = state.Clone();
        Assume(condition, outcome);
        MarkTested(condition, value);
        FlowState assumed = _state;
        _state = outer;
        return assumed.Infeasible ? null : assumed;
    }

    private void Assume(IOperation condition, bool outcome)
    {
        switch (condition)
        {
            case IConversionOperation conversion:
                Assume(conversion.Operand, outcome);
                break;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                Assume(not.Operand, !outcome);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals:
                AssumeEqual(equals.LeftOperand, equals.RightOperand, outcome);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } unequal:
                AssumeEqual(unequal.LeftOperand, unequal.RightOperand, !outcome);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.And } both when outcome:
                Assume(both.LeftOperand, true);
                Assume(both.RightOperand, true);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } either when !outcome:
                Assume(either.LeftOperand, false);
                Assume(either.RightOperand, false);
                break;
            case IIsNullOperation test:
                AssumeConstant(test.Operand, null, outcome);
                DoubtOwner(test.Operand);
                break;
            case IIsTypeOperation test when outcome:
                AssumeConstant(test.ValueOperand, null, false);
                break;
            case IIsPatternOperation test:
                AssumePattern(test.Value, PathOf(test.Value), test.Pattern, outcome);
                break;
            case IPropertyReferenceOperation { Property.Name: "HasValue", Instance.Type.IsValueType: true } has:
                AssumeConstant(has.Instance, null, !outcome);
                break;
            case IInvocationOperation { TargetMethod.Name: "ReferenceEquals", Arguments.Length: 2 } same:
                AssumeEqual(same.Arguments[0].Value, same.Arguments[1].Value, outcome);
                break;
            default:
                AssumeConstant(condition, true, outcome);
                AssumeMetadata(condition, outcome);
                break;
        }
    }

    /// <summary>A claim that is a struct around what it holds owes nothing if it holds nothing.</summary>
    private void DoubtOwner(IOperation member)
    {
        if ((_state.Get(PathOf(member) ?? AccessPath.This).Alias ?? PathOf(member)) is { IsRoot: false } path
            && _state.Get(path.Base) is { } owner && owner.References.All(r => r.Loan.Type is { IsValueType: true }))
        {
            HandOver(owner);
        }
    }

    /// <summary>
    /// A page that says by a property of its own ("HasMetadata", "HasPrivate") whether anything is attached.
    /// </summary>
    private void AssumeMetadata(IOperation condition, bool outcome)
    {
        if (condition is IPropertyReferenceOperation { Instance: { Type: { } page } instance } has
            && has.Property.Name.StartsWith("Has", StringComparison.Ordinal)
            && PageTypes.Metadata(Contracts, page) is { } metadata && MemberPath(instance, metadata) is { } path)
        {
            AssumeConstant(path, null, !outcome);
        }
    }

    private void AssumeEqual(IOperation left, IOperation right, bool outcome)
    {
        if (Constant(right) is { } rightConstant)
        {
            AssumeConstant(left, rightConstant.Value, outcome);
        }
        else if (Constant(left) is { } leftConstant)
        {
            AssumeConstant(right, leftConstant.Value, outcome);
        }
    }

    private (object? Value, bool _)? Constant(IOperation operation)
    {
        if (operation is IConversionOperation { OperatorMethod: null, ConstantValue.HasValue: false } conversion)
        {
            return Constant(conversion.Operand);
        }

        return operation.ConstantValue is { HasValue: true } constant ? (constant.Value, true)
            : operation is IDefaultValueOperation { Type.IsReferenceType: true } ? (null, true)
            : PathOf(operation) is { } path && _state.Get(path) is { IsKnown: true } value
                ? (value.ConstantOrNull, true)
                : null;
    }

    private void AssumeConstant(IOperation? operation, object? constant, bool isEqual)
    {
        if (operation is IConversionOperation { OperatorMethod: null } conversion)
        {
            AssumeConstant(conversion.Operand, constant, isEqual);
        }
        else if (PathOf(operation) is { } path)
        {
            AssumeConstant(path, constant, isEqual);
        }
    }

    private void AssumeConstant(AccessPath path, object? constant, bool isEqual)
    {
        Value value = _state.Get(path);
        if (isEqual ? value.IsNot(constant) : value.Is(constant))
        {
            _state.Infeasible = true;
            return;
        }

        _state.Refine(path, isEqual ? value.Equal(constant) : value.Unequal(constant));
        if (isEqual && constant is null)
        {
            // What is null was never taken: its loan does not exist on this path.
            foreach (Reference reference in value.References.Where(reference => reference.Kind == ReferenceKind.Direct))
            {
                _state.Remove(reference.Loan);
            }

            _state.Refine(path, _state.Get(path).With(ImmutableArray<Reference>.Empty));
        }

        if (value.Alias is { } alias && !alias.Equals(path))
        {
            AssumeConstant(alias, constant, isEqual);
        }
    }

    private void AssumePattern(IOperation? operation, AccessPath? path, IPatternOperation pattern, bool outcome)
    {
        // What is not read from a place has at least the name that the pattern gives it.
        path = Named(path) ?? (Declared(pattern) is { } declared ? AccessPath.Of(declared) : null);
        if (outcome && pattern is IRecursivePatternOperation { DeclaredSymbol: { } name })
        {
            AssumeConstant(AccessPath.Of(name), null, false);
        }

        switch (pattern)
        {
            case INegatedPatternOperation not:
                AssumePattern(operation, path, not.Pattern, !outcome);
                break;
            case IConstantPatternOperation constant when path is not null && constant.Value.ConstantValue.HasValue:
                AssumeConstant(path, constant.Value.ConstantValue.Value, outcome);
                break;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both when outcome:
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either when !outcome:
                IBinaryPatternOperation operands = (IBinaryPatternOperation)pattern;
                AssumePattern(operation, path, operands.LeftPattern, outcome);
                AssumePattern(operation, path, operands.RightPattern, outcome);
                break;
            case IDeclarationPatternOperation declaration when path is not null
                && (outcome || IsOnlyNullTest(declaration)):
                AssumeConstant(path, null, !outcome);
                break;
            case ITypePatternOperation when path is not null && outcome:
                AssumeConstant(path, null, false);
                break;
            case IRecursivePatternOperation recursive when path is not null:
                AssumeRecursive(path, recursive, outcome);
                break;
        }
    }

    private void AssumeRecursive(AccessPath path, IRecursivePatternOperation pattern, bool outcome)
    {
        if (outcome && pattern.InputType.IsReferenceType)
        {
            AssumeConstant(path, null, false);
        }
        else if (!outcome && IsOnlyNullTest(pattern))
        {
            AssumeConstant(path, null, true);
        }

        // One failed member of several says nothing about the others; the only member of a struct does.
        foreach (IPropertySubpatternOperation member in pattern.PropertySubpatterns)
        {
            if (member.Member is IMemberReferenceOperation { Member: { } symbol })
            {
                AccessPath memberPath = path.Member(symbol.OriginalDefinition);
                _state.Refine(memberPath, _state.Get(memberPath).AsTested());
                bool isOnly = pattern.PropertySubpatterns.Length == 1 && !pattern.InputType.IsReferenceType;
                if (outcome || isOnly)
                {
                    AssumePattern(null, memberPath, member.Pattern, outcome);
                }
            }
        }
    }

    /// <summary>
    /// The compiler captures what a switch looks at; facts belong to the place that it was read from.
    /// </summary>
    private AccessPath? Named(AccessPath? path) =>
        path is { Root: CaptureId, IsRoot: true } && _state.Get(path).Alias is { } alias ? alias : path;

    private static ISymbol? Declared(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        INegatedPatternOperation not => Declared(not.Pattern),
        _ => null,
    };

    private static bool IsOnlyNullTest(IDeclarationPatternOperation pattern) =>
        pattern.MatchesNull || SymbolEqualityComparer.Default.Equals(pattern.InputType, pattern.MatchedType);

    private static bool IsOnlyNullTest(IRecursivePatternOperation pattern) =>
        pattern.PropertySubpatterns.IsEmpty && pattern.DeconstructionSubpatterns.IsEmpty
        && SymbolEqualityComparer.Default.Equals(pattern.InputType, pattern.MatchedType);

    private Value EvaluatePattern(IIsPatternOperation test)
    {
        Value value = Evaluate(test.Value);
        BindPattern(value, Named(PathOf(test.Value)), test.Pattern);
        return FoldPattern(value, test.Pattern) is { IsKnown: true } folded ? folded : Mention(value, test.Value);
    }

    /// <summary>What a test against a constant or against null is sure to give; null if it is not sure.</summary>
    private static Value? FoldPattern(Value value, IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true } constant } => Fold(value, constant.Value),
        INegatedPatternOperation not => FoldPattern(value, not.Pattern) is { } folded ? Not(folded) : null,
        IRecursivePatternOperation recursive when IsOnlyNullTest(recursive) => Not(Fold(value, null)),
        _ => null,
    };

    private void BindPattern(Value value, AccessPath? path, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                _state.Assign(AccessPath.Of(declared), value.WithAlias(path));
                break;
            case IRecursivePatternOperation recursive:
                if (recursive.DeclaredSymbol is { } symbol)
                {
                    _state.Assign(AccessPath.Of(symbol), value.WithAlias(path));
                }

                foreach (IPropertySubpatternOperation member in recursive.PropertySubpatterns)
                {
                    BindMember(value, path, member);
                }

                break;
            case INegatedPatternOperation not:
                BindPattern(value, path, not.Pattern);
                break;
            case IBinaryPatternOperation binary:
                BindPattern(value, path, binary.LeftPattern);
                BindPattern(value, path, binary.RightPattern);
                break;
        }
    }

    private void BindMember(Value value, AccessPath? path, IPropertySubpatternOperation member)
    {
        if (member.Member is not IMemberReferenceOperation { Member: { } symbol } reference)
        {
            return;
        }

        AccessPath? memberPath = path?.Member(symbol.OriginalDefinition);
        Value read = symbol is IPropertySymbol property
            ? ResultOf(reference, Contracts.Of(property), property.Type, value, [], memberPath)
            : Value.Unknown;
        BindPattern(read.WithAlias(memberPath), memberPath, member.Pattern);
    }

    /// <summary>
    /// A condition has looked: every place that it mentions, and every place that decided those, counts as tested.
    /// </summary>
    private void MarkTested(IOperation condition, Value value)
    {
        HashSet<AccessPath> paths = [.. value.Mentions];
        foreach (IOperation operation in condition.DescendantsAndSelf())
        {
            if (PathOf(operation) is { } path)
            {
                paths.Add(path);
                Value held = _state.Get(path);
                paths.UnionWith(held.Mentions);
                if (held.Alias is { } alias)
                {
                    paths.Add(alias);
                }
            }

            _state.Believed |= IsUnexplained(operation);
        }

        foreach (AccessPath path in paths)
        {
            _state.Refine(path, _state.Get(path).AsTested());
        }
    }

    /// <summary>A test of the page that no contract explains: a member of it, or a call that is given it.</summary>
    private bool IsUnexplained(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => PageTypes.IsPage(Contracts, property.Instance?.Type)
            && Contracts.Of(property.Property).IsEmpty,
        IInvocationOperation call => Contracts.Of(call.TargetMethod).IsEmpty
            && (PageTypes.IsPage(Contracts, call.Instance?.Type)
                || call.Arguments.Any(argument => PageTypes.IsPage(Contracts, argument.Value.Type)
                    || Contracts.OfType(argument.Value.Type).PageRange is not null)),
        _ => false,
    };

    private Value EvaluateBinary(IBinaryOperation binary)
    {
        Value left = Evaluate(binary.LeftOperand);
        Value right = Evaluate(binary.RightOperand);
        bool isEquality = binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        if (!isEquality)
        {
            Use(binary.LeftOperand, left);
            Use(binary.RightOperand, right);
            HandOverComputed(binary.LeftOperand, left);
            HandOverComputed(binary.RightOperand, right);
        }

        Value result = !isEquality ? Value.Unknown
            : right.IsKnown ? Fold(left, right.ConstantOrNull)
            : left.IsKnown ? Fold(right, left.ConstantOrNull)
            : Value.Unknown;
        result = binary.OperatorKind == BinaryOperatorKind.NotEquals ? Not(result) : result;
        return result.IsKnown ? result : Mention(Mention(result, binary.LeftOperand), binary.RightOperand)
            .Mentioning(left.Mentions).Mentioning(right.Mentions);
    }

    private Value EvaluateUnary(IUnaryOperation unary)
    {
        Value operand = Evaluate(unary.Operand);
        return unary.OperatorKind == UnaryOperatorKind.Not && operand.Truth is not null
            ? Not(operand)
            : Mention(Value.Unknown.Mentioning(operand.Mentions), unary.Operand);
    }

    private static Value Fold(Value value, object? constant) =>
        value.Is(constant) ? Value.Known(true)
        : value.IsNot(constant) ? Value.Known(false)
        : Value.Unknown.Mentioning(value.Mentions);

    private static Value Not(Value value) => value.Truth is { } truth ? Value.Known(!truth) : value;

    private Value Mention(Value value, IOperation operation)
    {
        Value plain = Value.Unknown.Mentioning(value.Mentions);
        return PathOf(operation) is { } path ? plain.Mentioning([path]) : plain;
    }
}
