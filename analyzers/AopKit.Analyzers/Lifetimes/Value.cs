using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

internal enum ReferenceKind
{
    /// <summary>The value is the loan.</summary>
    Direct,

    /// <summary>The value looks into the loan, or holds it.</summary>
    View,

    /// <summary>The value is a delegate, or a task of one, that captured the loan.</summary>
    Capture,
}

/// <summary>How a value reaches a loan, and since which operation.</summary>
internal readonly record struct Reference(Loan Loan, ReferenceKind Kind, IOperation? Site);

internal enum ValueSource
{
    Unknown,

    /// <summary>Created in this method: dies with it unless it is handed on.</summary>
    Fresh,

    /// <summary>Read from a field, a static or a parameter's member: outlives this call.</summary>
    Outer,
}

/// <summary>What is known of one value on one path. Immutable, compared by value.</summary>
internal sealed class Value : IEquatable<Value>
{
    public static readonly Value Unknown = new();

    private static readonly object s_null = new();

    public ImmutableArray<Reference> References { get; private init; } = ImmutableArray<Reference>.Empty;

    public ImmutableArray<object> Excluded { get; private init; } = ImmutableArray<object>.Empty;

    /// <summary>The places whose content decided this value.</summary>
    public ImmutableArray<AccessPath> Mentions { get; private init; } = ImmutableArray<AccessPath>.Empty;

    /// <summary>The place that this value was read from and still equals.</summary>
    public AccessPath? Alias { get; private init; }

    public ValueSource Source { get; private init; }

    /// <summary>A condition has looked at it on this path.</summary>
    public bool Tested { get; private init; }

    /// <summary>
    /// What copied a value that only one place may hold out of this place; null once the place was given another.
    /// </summary>
    public IOperation? Copied { get; private init; }

    public bool IsKnown => Constant is not null;

    public bool IsNull => ReferenceEquals(Constant, s_null);

    public bool IsNotNull => Excluded.Contains(s_null) || (IsKnown && !IsNull) || Source == ValueSource.Fresh;

    // Null stands for "not known"; a null reference is s_null.
    private object? Constant { get; init; }

    public static Value Known(object? constant) => new() { Constant = constant ?? s_null };

    public static Value To(Loan loan, ReferenceKind kind = ReferenceKind.Direct, IOperation? site = null) =>
        new() { References = [new(loan, kind, site)] };

    public bool Is(object? constant) => Equals(Constant, constant ?? s_null);

    public bool IsNot(object? constant) =>
        IsKnown ? !Is(constant) : constant is null ? IsNotNull : Excluded.Contains(constant);

    /// <summary>The known constant, or null (for a null reference, too).</summary>
    public object? ConstantOrNull => IsNull ? null : Constant;

    public bool? Truth => Constant as bool?;

    public Value With(ImmutableArray<Reference> references) => Copy(references: references);

    public Value WithAlias(AccessPath? alias) => Copy(alias: alias, setAlias: true);

    public Value WithSource(ValueSource source) => Copy(source: source);

    public Value AsTested() => Tested ? this : Copy(tested: true);

    public Value WithCopied(IOperation? copy) => Copied == copy ? this : Copy(copied: copy, setCopied: true);

    public Value Mentioning(IEnumerable<AccessPath> paths) => Copy(mentions: Mentions.Union(paths).ToImmutableArray());

    public Value Equal(object? constant) => Copy(constant: constant ?? s_null, excluded: ImmutableArray<object>.Empty);

    public Value Unequal(object? constant) =>
        constant is bool flag ? Equal(!flag)
        : Excluded.Contains(constant ?? s_null) ? this
        : Copy(excluded: Excluded.Add(constant ?? s_null));

    /// <summary>The same value, reached as a view or as a capture.</summary>
    public ImmutableArray<Reference> ReferencesAs(ReferenceKind kind, IOperation site) =>
        References.Select(reference => reference.Kind == ReferenceKind.Capture && kind == ReferenceKind.View
            ? reference
            : new Reference(reference.Loan, kind, site)).Distinct().ToImmutableArray();

    public Value Join(Value? other) => other is null || Equals(other) ? this : new()
    {
        References = References.Union(other.References).OrderBy(r => r.Loan.Id).ToImmutableArray(),
        Constant = Equals(Constant, other.Constant) ? Constant : null,
        Excluded = Excluded.Intersect(other.Excluded).ToImmutableArray(),
        Mentions = Mentions.Union(other.Mentions).ToImmutableArray(),
        Alias = Equals(Alias, other.Alias) ? Alias : null,
        Source = Source == other.Source ? Source : ValueSource.Unknown,
        Tested = Tested && other.Tested,
        Copied = other.Copied is null ? null : Copied,
    };

    public bool Equals(Value? other) =>
        other is not null
        && Equals(Constant, other.Constant)
        && Equals(Alias, other.Alias)
        && Source == other.Source
        && Tested == other.Tested
        && Copied == other.Copied
        && References.SequenceEqual(other.References)
        && Excluded.SequenceEqual(other.Excluded)
        && Mentions.SequenceEqual(other.Mentions);

    public override bool Equals(object? obj) => Equals(obj as Value);

    public override int GetHashCode() => ((Constant?.GetHashCode() ?? 0) * 31) + References.Length;

    private Value Copy(
        ImmutableArray<Reference>? references = null,
        object? constant = null,
        ImmutableArray<object>? excluded = null,
        ImmutableArray<AccessPath>? mentions = null,
        AccessPath? alias = null,
        bool setAlias = false,
        ValueSource? source = null,
        bool? tested = null,
        IOperation? copied = null,
        bool setCopied = false) => new()
    {
        References = references ?? References,
        Constant = constant ?? Constant,
        Excluded = excluded ?? Excluded,
        Mentions = mentions ?? Mentions,
        Alias = setAlias ? alias : Alias,
        Source = source ?? Source,
        Tested = tested ?? Tested,
        Copied = setCopied ? copied : Copied,
    };
}
