using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

internal enum LoanKind
{
    /// <summary>A value without a contract of its own; its life can end, nobody owes its end.</summary>
    Plain,

    /// <summary>A claim that this method owes an end.</summary>
    Acquired,

    /// <summary>A parameter that must not be kept beyond the call.</summary>
    BorrowedParameter,

    /// <summary>A result that must not be kept longer than what it came from.</summary>
    BorrowedResult,
}

/// <summary>
/// One value whose life the engine follows, named by the place where it was born. Compared by identity.
/// </summary>
internal sealed class Loan(int id, LoanKind kind, string name, SyntaxNode? syntax, ITypeSymbol? type)
{
    /// <summary>Number within one analysis; gives sets of loans an order.</summary>
    public int Id { get; } = id;

    public LoanKind Kind { get; } = kind;

    /// <summary>The expression or parameter that the value was born as, for messages.</summary>
    public string Name { get; } = name;

    /// <summary>Where the life began; null for what the compiler made up.</summary>
    public SyntaxNode? Birthplace { get; } = syntax;

    public ITypeSymbol? Type { get; } = type;

    public IParameterSymbol? Parameter { get; init; }

    /// <summary>The operation that gave birth; null for parameters and places.</summary>
    public IOperation? Site { get; init; }

    /// <summary>Methods any of which ends the life, besides those whose contract says so.</summary>
    public ImmutableArray<string> EndedBy { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Of a borrowed result: what it came from.</summary>
    public ImmutableArray<Loan> Roots { get; set; } = ImmutableArray<Loan>.Empty;

    /// <summary>Of a claim: the objects that gave it.</summary>
    public ImmutableArray<Loan> TakenFrom { get; set; } = ImmutableArray<Loan>.Empty;

    /// <summary>Of a mapping: the objects that know it.</summary>
    public ImmutableArray<Loan> KnownBy { get; set; } = ImmutableArray<Loan>.Empty;

    /// <summary>Whether the value is read from a field, so that something else may keep it alive.</summary>
    public bool IsOuter { get; init; }

    public bool UntilTaskEnds { get; init; }

    /// <summary>Of a result: what its contract says (attached metadata, lifetime).</summary>
    public MemberContract Contract { get; init; } = MemberContract.None;

    public bool IsBorrowed => Kind is LoanKind.BorrowedParameter or LoanKind.BorrowedResult;
}

[Flags]
internal enum Life
{
    None = 0,
    Absent = 1,
    Live = 2,
    Ended = 4,
}

/// <summary>What is known of the metadata of a page.</summary>
internal enum MetadataState
{
    /// <summary>As the callback got it.</summary>
    AsGiven,
    Attached,
    Detached,
    Unknown,
}

/// <summary>The state of one loan at one point of one path.</summary>
internal sealed record LoanState
{
    public static readonly LoanState Born = new() { Life = Life.Live };

    public Life Life { get; init; }

    /// <summary>Somebody else may end it, or keep it alive: no duty is left here.</summary>
    public bool Escaped { get; init; }

    /// <summary>Ownership was handed over by contract.</summary>
    public bool Transferred { get; init; }

    /// <summary>The end may be done again without harm.</summary>
    public bool Idempotent { get; init; }

    public IOperation? EndSite { get; init; }

    /// <summary>Since the end the path has chosen a branch, so that the two may exclude each other.</summary>
    public bool Branched { get; init; }

    /// <summary>Every iteration of a loop that got here has ended it.</summary>
    public bool EveryIteration { get; init; }

    public IOperation? Awaited { get; init; }

    /// <summary>A delegate that captured it was handed to somebody who runs it later.</summary>
    public IOperation? InFlight { get; init; }

    /// <summary>
    /// Of a mapping: the call that made it out of date; of a claim: the one that may have removed it.
    /// </summary>
    public IOperation? StaleSince { get; init; }

    /// <summary>Whether that call may have meant others.</summary>
    public bool MayBeFresh { get; init; }

    /// <summary>It was found through a weak reference, and nobody has asked whether it is alive.</summary>
    public bool IsUnproven { get; init; }

    public MetadataState Metadata { get; init; }

    public IOperation? MetadataSite { get; init; }

    /// <summary>Since the metadata was detached the path has chosen a branch.</summary>
    public bool MetadataBranched { get; init; }

    public bool IsEnded => Life == Life.Ended;

    /// <summary>Whether the loan is there on every path that led here.</summary>
    public bool Exists => Life != Life.None && (Life & Life.Absent) == 0;

    /// <summary>Joins two paths; what they disagree on is no longer certain.</summary>
    public static LoanState Join(LoanState? left, LoanState? right)
    {
        left ??= new() { Life = Life.Absent };
        right ??= new() { Life = Life.Absent };
        return left == right ? left : new()
        {
            Life = left.Life | right.Life,
            Escaped = left.Escaped || right.Escaped,
            Transferred = left.Transferred && right.Transferred,
            Idempotent = left.Idempotent || right.Idempotent,
            EndSite = left.EndSite ?? right.EndSite,
            Branched = left.Branched || right.Branched || left.Life != right.Life,
            EveryIteration = left.EveryIteration && right.EveryIteration,
            Awaited = left.Awaited is null ? null : right.Awaited,
            InFlight = left.InFlight is null ? null : right.InFlight,
            IsUnproven = left.IsUnproven && right.IsUnproven,
            StaleSince = left.StaleSince ?? right.StaleSince,
            MayBeFresh = left.MayBeFresh || right.MayBeFresh || left.StaleSince is null || right.StaleSince is null,
            Metadata = left.Metadata == right.Metadata ? left.Metadata : MetadataState.Unknown,
            MetadataSite = left.MetadataSite ?? right.MetadataSite,
            MetadataBranched = left.MetadataBranched || right.MetadataBranched,
        };
    }
}
