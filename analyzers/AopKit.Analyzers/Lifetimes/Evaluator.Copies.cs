using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>Structs that only one variable may hold: who copies them, and whether the original is used again.</content>
internal sealed partial class Evaluator
{
    /// <summary>A return by value copies what it names; the variable ends with the method, a field does not.</summary>
    public void NoteReturned(FlowState state, IOperation returned)
    {
        if (!body.Method.ReturnsByRef && !body.Method.ReturnsByRefReadonly)
        {
            FlowState outer = _state;
            _state = state;
            NoteCopy(returned, returned);
            _state = outer;
        }
    }

    /// <summary>The value of a place; if it was copied out of there before, two places hold it now.</summary>
    private Value Alone(IOperation read, AccessPath path)
    {
        Value value = _state.Get(path);
        if (value.Copied is { } copy)
        {
            body.Tell(_state, (rule, moment) => rule.OnTwoHolders(moment, copy, read));
            value = value.WithCopied(null);
            _state.Refine(path, value);
        }

        return value;
    }

    private void NoteCopy(IArgumentOperation argument, IParameterSymbol parameter)
    {
        // A copy that is only borrowed ends nothing; and who hands it over for good says so: then what happens to the
        // original is another rule's.
        if (parameter.RefKind == RefKind.None && Contracts.OfParameter(parameter) is not ({ Borrowed: true }
            or { Owned: true } or { Ends.Idempotent: false }))
        {
            NoteCopy(argument.Value, argument.Value);
        }
    }

    private void NoteCopy(IOperation copy, IOperation source)
    {
        if (Unconverted(source) is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
            && IsMoveOnly(Unconverted(source)?.Type) && PathOf(source) is { } path)
        {
            _state.Refine(path, _state.Get(path).WithCopied(copy));
        }
    }

    /// <summary>A method that may change the struct runs on a copy if the variable may not be changed.</summary>
    private void NoteHiddenCopy(IInvocationOperation call, IMethodSymbol method)
    {
        if (IsMoveOnly(call.Instance?.Type) && IsReadOnly(call.Instance!) && !method.IsReadOnly
            && !method.ContainingType.IsReadOnly && SymbolEqualityComparer.Default.Equals(
                method.ContainingType, call.Instance!.Type))
        {
            body.Tell(_state, (rule, moment) => rule.OnTwoHolders(moment, call, null));
        }
    }

    private bool IsReadOnly(IOperation variable) => variable switch
    {
        IParameterReferenceOperation parameter =>
            parameter.Parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter,
        ILocalReferenceOperation local => local.Local.RefKind == RefKind.RefReadOnly,
        IFieldReferenceOperation field => field.Field.IsReadOnly
            && body.Method.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor),
        _ => false,
    };

    private bool IsMoveOnly(ITypeSymbol? type) => LoanTypes.IsOwnStruct(type) && Contracts.OfType(type).MoveOnly;
}
