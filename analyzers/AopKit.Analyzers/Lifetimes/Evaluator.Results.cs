using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>Results: what a call or a property gives, and where a new life begins.</content>
internal sealed partial class Evaluator
{
    /// <summary>The value of a call or a property read, from its contract and its type.</summary>
    private Value ResultOf(
        IOperation operation,
        MemberContract contract,
        ITypeSymbol? type,
        Value receiver,
        List<PassedArgument> arguments,
        AccessPath? path) =>
        Mapped(
            operation, contract, LifeOf(operation, contract, type, receiver, arguments, path), receiver, arguments);

    private Value LifeOf(
        IOperation operation,
        MemberContract contract,
        ITypeSymbol? type,
        Value receiver,
        List<PassedArgument> arguments,
        AccessPath? path)
    {
        Value known = path is null ? Value.Unknown : _state.Get(path);
        if (contract.IsEmpty && InstanceOf(operation) is { } instance && LoanTypes.CarriesResult(instance.Type))
        {
            return known.With(receiver.References);
        }

        ImmutableArray<Reference> views = contract.ViewOf is { } owner
            ? ViewsOf(Owner(owner, receiver, arguments), operation)
            : contract.IsEmpty ? ImpliedViews(operation, type, receiver, arguments) : ImmutableArray<Reference>.Empty;
        // A claim that is no value cannot be followed: who counts uses without handing anything out pays elsewhere.
        if ((contract.Acquires || !contract.MustCall.IsEmpty) && type?.SpecialType != SpecialType.System_Void)
        {
            Value claim = Birth(operation, LoanKind.Acquired, contract);
            return claim.With(claim.References.AddRange(views.Where(view => view.Loan != claim.References[0].Loan)));
        }

        if (contract.LentByThis)
        {
            return Lend(operation, contract, receiver);
        }

        if (contract.Borrowed && LoanTypes.CanCarryLoan(type))
        {
            Loan loan = LoanFor(operation, LoanKind.BorrowedResult, contract, operation);
            loan.Roots = views.Select(reference => reference.Loan).Where(root => root != loan).ToImmutableArray();
            _state.Unbind(loan);
            _state.Set(loan, LoanState.Born);
            return known.With([new(loan, ReferenceKind.Direct, null), .. views]);
        }

        if (WeakReferences.Gives(operation, contract))
        {
            return Weak(operation, contract);
        }

        if (!views.IsEmpty || !LoanTypes.CanCarryLoan(type) || path is not null)
        {
            return known.With(views);
        }

        return Birth(operation, LoanKind.Plain, contract);
    }

    private static Value Owner(string owner, Value receiver, List<PassedArgument> arguments) => owner == "this"
        ? receiver
        : arguments.FirstOrDefault(argument => argument.Parameter.Name == owner).Value ?? Value.Unknown;

    /// <summary>
    /// A span, memory or ref made from another one (a slice, a cast) looks into the same thing. C# itself assumes that
    /// for ref structs.
    /// </summary>
    private static ImmutableArray<Reference> ImpliedViews(
        IOperation operation, ITypeSymbol? type, Value receiver, List<PassedArgument> arguments)
    {
        IOperation? instance = InstanceOf(operation);
        bool Looks(ITypeSymbol? source) => LoanTypes.IsView(source)
            || (source is IArrayTypeSymbol
                && operation is IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory" });
        IEnumerable<Value> sources = LoanTypes.IsView(type)
            ? arguments.Where(argument => Looks(argument.Operation.Type)).Select(argument => argument.Value)
                .Concat(Looks(instance?.Type) ? [receiver] : [])
            : [];
        IEnumerable<Reference> views = sources.SelectMany(source => ViewsOf(source, operation));
        IEnumerable<Reference> tasks = LoanTypes.IsTask(type)
            ? arguments.SelectMany(argument => argument.Value.References)
                .Where(reference => reference.Kind == ReferenceKind.Capture)
            : [];
        return views.Concat(tasks).Distinct().ToImmutableArray();
    }

    private static IOperation? InstanceOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.Instance,
        IPropertyReferenceOperation property => property.Instance,
        _ => null,
    };

    private static Value Narrow(Value value, Value outcome) =>
        outcome.IsKnown ? value.Equal(outcome.ConstantOrNull)
        : outcome.Excluded.Aggregate(value, (narrowed, excluded) => narrowed.Unequal(excluded));

    /// <summary>
    /// A new life begins here. If the place still held a live claim from an earlier round, that one is lost.
    /// </summary>
    private Value Birth(IOperation site, LoanKind kind, MemberContract contract, IOperation? shown = null)
    {
        Loan loan = LoanFor(site, kind, contract, shown ?? site);
        AccessPath[] holders = _state.Values
            .Where(entry => entry.Value.References.Any(reference => reference.Loan == loan))
            .Select(entry => entry.Key).Where(place => place.Root is not CaptureId).ToArray();
        if (holders.Length == 0 || (holders.Length == 1 && holders[0].Equals(TargetOf(site))))
        {
            Lose(loan);
        }

        _state.Unbind(loan);
        _state.Set(loan, LoanState.Born);
        Value value = Value.To(loan);
        return kind == LoanKind.Acquired && IsNeverNull(site) ? value.Unequal(null) : value;
    }

    /// <summary>The place that the result of an operation is assigned to.</summary>
    private AccessPath? TargetOf(IOperation site)
    {
        IOperation? parent = site.Parent;
        while (parent is IConversionOperation or IAwaitOperation)
        {
            parent = parent.Parent;
        }

        return parent is ISimpleAssignmentOperation assignment ? PathOf(assignment.Target) : null;
    }

    private static bool IsNeverNull(IOperation site) => site switch
    {
        IInvocationOperation call => LoanTypes.IsNonNullable(call.Type, call.TargetMethod.ReturnNullableAnnotation),
        IPropertyReferenceOperation property =>
            LoanTypes.IsNonNullable(property.Type, property.Property.NullableAnnotation),
        _ => true,
    };

    private Loan LoanFor(IOperation site, LoanKind kind, MemberContract contract, IOperation shown) => body.LoanAt(
        site,
        id => new(id, kind, Text(shown), shown.Syntax, site.Type)
        {
            Site = site,
            EndedBy = contract.MustCall,
            Contract = contract,
        });

    private void Lose(Loan loan)
    {
        if (_state.Get(loan) is { Life: Life.Live, Escaped: false, Transferred: false } state
            && loan.Kind == LoanKind.Acquired)
        {
            body.Tell(_state, (rule, moment) => rule.OnLost(moment, loan));
            _state.Set(loan, state with { Escaped = true });
        }
    }
}
