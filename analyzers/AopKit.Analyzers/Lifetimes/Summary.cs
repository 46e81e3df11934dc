using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>What one way through a method did to one of its parameters (or to the object itself).</summary>
internal sealed record ParameterEffect
{
    public static readonly ParameterEffect None = new();

    /// <summary>Null: the life goes on. Otherwise whether ending it again is harmless.</summary>
    public bool? EndedIdempotently { get; init; }

    public bool Escaped { get; init; }

    public bool Transferred { get; init; }

    public MetadataState Metadata { get; init; }

    /// <summary>The field of the object that holds it afterwards.</summary>
    public ISymbol? KeptIn { get; init; }

    public bool KeptAsElement { get; init; }
}

/// <summary>What one way through a method learnt of a member of a parameter (<c>range.IsWholePage</c>).</summary>
internal sealed record ParameterFact(int Parameter, ImmutableArray<ISymbol> Members, Value Value);

/// <summary>One way through a method, as its callers see it.</summary>
internal sealed record ExitCase
{
    public Value Result { get; init; } = Value.Unknown;

    public ImmutableArray<(int Parameter, ReferenceKind Kind)> ResultReferences { get; init; } =
        ImmutableArray<(int, ReferenceKind)>.Empty;

    /// <summary>The members of parameters that decided the result.</summary>
    public ImmutableArray<(int Parameter, ImmutableArray<ISymbol> Members)> ResultMentions { get; init; } =
        ImmutableArray<(int, ImmutableArray<ISymbol>)>.Empty;

    /// <summary>
    /// The contract of a claim that the method acquired and gives to its caller; null: it gives none.
    /// </summary>
    public MemberContract? Claim { get; init; }

    public bool GivesClaim => Claim is not null;

    public ImmutableArray<ParameterEffect> Parameters { get; init; } = ImmutableArray<ParameterEffect>.Empty;

    public ImmutableArray<ParameterFact> Facts { get; init; } = ImmutableArray<ParameterFact>.Empty;

    public bool Believed { get; init; }
}

/// <summary>All ways through a method; empty: nothing is known and a caller must not guess.</summary>
internal sealed record Summary(ImmutableArray<ExitCase> Cases)
{
    public static readonly Summary Unknown = new(ImmutableArray<ExitCase>.Empty);
}
