using System.Collections.Immutable;

namespace AopKit.Analyzers.Contracts;

internal enum EndsWhen
{
    Always,
    ReturnsTrue,
    ReturnsFalse,
    ReturnsValue,
}

/// <summary>Where a fact may end, from the earliest place to the latest.</summary>
internal enum LifetimeEnd
{
    ReleasePage,
    OnRemove,
    AddressSpace,
    Owner,
}

[Flags]
internal enum CallbackContexts
{
    None = 0,
    Atomic = 1,
    NoReentry = 2,
    HoldsPageLock = 4,
    NoReclaim = 8,
}

[Flags]
internal enum Effects
{
    None = 0,
    Blocks = 1,
    EntersReclaim = 2,
    ReentersCache = 4,
    EntersFileSystem = 8,
}

/// <summary>Which mappings of its object a call makes out of date.</summary>
internal enum Invalidation
{
    None,
    Some,
    All,
}

/// <summary>When a call ends a life, and whether a second end is harmless.</summary>
internal sealed record EndContract(EndsWhen When, object? Value, bool Idempotent);

/// <summary>What the answers of a release callback mean.</summary>
internal sealed record ReleaseContract(object? Released, ImmutableArray<object?> StillAttached)
{
    public bool PromiseOnly { get; init; }

    public string? RemovalMember { get; init; }

    public object? CertainRemoval { get; init; }

    /// <summary>The name of the enum member under which only pages that nobody holds are asked for.</summary>
    public string? OnlyUnheldUnder { get; init; }
}

/// <summary>Which name tells a callback how many objects to free, and which answer says that none can be.</summary>
internal sealed record FreesContract(string Requested, string? Stop);

internal sealed record CallbackContract(
    CallbackContexts Contexts, string? MayBlockIf, string? MayEnterFileSystemIf)
{
    public bool Has(CallbackContexts context) => (Contexts & context) != 0;
}

internal sealed record ParameterContract
{
    public static readonly ParameterContract None = new();

    public bool Acquires { get; init; }

    public bool Borrowed { get; init; }

    public bool UntilTaskEnds { get; init; }

    public bool Owned { get; init; }

    public bool FreedCount { get; init; }

    public int? LockLevel { get; init; }

    /// <summary>Good until the object that gave it ends what it lent.</summary>
    public bool LentByThis { get; init; }

    public bool WeakOnly { get; init; }

    public EndContract? Ends { get; init; }

    public ParameterContract Or(ParameterContract other) => new()
    {
        Acquires = Acquires || other.Acquires,
        Borrowed = Borrowed || other.Borrowed,
        UntilTaskEnds = UntilTaskEnds || other.UntilTaskEnds,
        Owned = Owned || other.Owned,
        FreedCount = FreedCount || other.FreedCount,
        LockLevel = LockLevel ?? other.LockLevel,
        WeakOnly = WeakOnly || other.WeakOnly,
        LentByThis = LentByThis || other.LentByThis,
        Ends = Ends ?? other.Ends,
    };
}

/// <summary>
/// All that the contract says about one method, constructor, property or field. Independent of where it was read from.
/// </summary>
internal sealed record MemberContract
{
    public static readonly MemberContract None = new();

    private static readonly MemberContract s_usable = new() { UsableAfterEnd = true };
    private static readonly MemberContract s_telling = new() { UsableAfterEnd = true, TrueWhileAlive = true };

    public bool Acquires { get; init; }

    /// <summary>Of a claim: nothing is lost when nobody ends it.</summary>
    public bool MayBeDropped { get; init; }

    public bool Borrowed { get; init; }

    public bool Owned { get; init; }

    public bool WeakOnly { get; init; }

    public bool Attaches { get; init; }

    public bool Detaches { get; init; }

    public bool AttachedMetadata { get; init; }

    /// <summary>Of attached metadata: another read may give something else.</summary>
    public bool MayChange { get; init; }

    public bool DirtyState { get; init; }

    public bool UnwrittenState { get; init; }

    public string? ViewOf { get; init; }

    /// <summary>Of a result that is a mapping: who knows it.</summary>
    public string? Mapping { get; init; }

    public Invalidation Invalidates { get; init; }

    public CurrencyContract? NeedsCurrent { get; init; }

    /// <summary>The result is good until its object ends what it lent.</summary>
    public bool LentByThis { get; init; }

    /// <summary>Ends all that the object has lent so far.</summary>
    public bool EndsLent { get; init; }

    /// <summary>May be asked of an object whose life has ended.</summary>
    public bool UsableAfterEnd { get; init; }

    /// <summary>Tells whether the life of its object goes on.</summary>
    public bool TrueWhileAlive { get; init; }

    public EndContract? EndsThis { get; init; }

    public LifetimeEnd? Lifetime { get; init; }

    public LifetimeEnd? EndOfLife { get; init; }

    public ReleaseContract? Release { get; init; }

    public CallbackContract? Callback { get; init; }

    /// <summary>
    /// The answer of a transfer callback that says that the metadata moved, in a one-element list; null: no transfer
    /// callback.
    /// </summary>
    public ImmutableArray<object?>? TransferAnswer { get; init; }

    public Effects Effects { get; init; }

    public bool CountsFreeable { get; init; }

    public FreesContract? Frees { get; init; }

    public bool NoAllocation { get; init; }

    public int? LockLevel { get; init; }

    public ImmutableArray<string> MustCall { get; init; } = ImmutableArray<string>.Empty;

    public ImmutableArray<ParameterContract> Parameters { get; init; } = ImmutableArray<ParameterContract>.Empty;

    /// <summary>Whether nothing at all is said; such members cost the engine nothing.</summary>
    public bool IsEmpty => ReferenceEquals(this, None);

    /// <summary>Whether what is said matters only to claims that something else begins.</summary>
    public bool IsMild => UsableAfterEnd && (this == s_usable || this == s_telling);

    public ParameterContract Parameter(int ordinal) =>
        ordinal >= 0 && ordinal < Parameters.Length ? Parameters[ordinal] : ParameterContract.None;

    /// <summary>Adds what an overridden or implemented member says; what the member itself says comes first.</summary>
    public MemberContract Or(MemberContract other) => IsEmpty ? other : other.IsEmpty ? this : new()
    {
        Acquires = Acquires || other.Acquires,
        MayBeDropped = MayBeDropped || other.MayBeDropped,
        LentByThis = LentByThis || other.LentByThis,
        EndsLent = EndsLent || other.EndsLent,
        UsableAfterEnd = UsableAfterEnd || other.UsableAfterEnd,
        TrueWhileAlive = TrueWhileAlive || other.TrueWhileAlive,
        Borrowed = Borrowed || other.Borrowed,
        Owned = Owned || other.Owned,
        WeakOnly = WeakOnly || other.WeakOnly,
        Attaches = Attaches || other.Attaches,
        Detaches = Detaches || other.Detaches,
        AttachedMetadata = AttachedMetadata || other.AttachedMetadata,
        MayChange = MayChange || other.MayChange,
        DirtyState = DirtyState || other.DirtyState,
        UnwrittenState = UnwrittenState || other.UnwrittenState,
        ViewOf = ViewOf ?? other.ViewOf,
        Mapping = Mapping ?? other.Mapping,
        NeedsCurrent = NeedsCurrent ?? other.NeedsCurrent,
        Invalidates = Invalidates == Invalidation.None ? other.Invalidates : Invalidates,
        EndsThis = EndsThis ?? other.EndsThis,
        Lifetime = Lifetime ?? other.Lifetime,
        EndOfLife = EndOfLife ?? other.EndOfLife,
        Release = Release ?? other.Release,
        Callback = Callback ?? other.Callback,
        TransferAnswer = TransferAnswer ?? other.TransferAnswer,
        Effects = Effects | other.Effects,
        CountsFreeable = CountsFreeable || other.CountsFreeable,
        Frees = Frees ?? other.Frees,
        NoAllocation = NoAllocation || other.NoAllocation,
        LockLevel = LockLevel ?? other.LockLevel,
        MustCall = MustCall.IsEmpty ? other.MustCall : MustCall,
        Parameters = Parameters.IsEmpty ? other.Parameters
            : other.Parameters.IsEmpty ? Parameters
            : Parameters.Select((own, ordinal) => own.Or(other.Parameter(ordinal))).ToImmutableArray(),
    };
}

/// <summary>All that the contract says about a type.</summary>
internal sealed record TypeContract
{
    public static readonly TypeContract None = new();

    public LifetimeEnd? Lifetime { get; init; }

    public bool UnwrittenState { get; init; }

    public ImmutableArray<string> MustCall { get; init; } = ImmutableArray<string>.Empty;

    public PageRangeContract? PageRange { get; init; }

    public bool MoveOnly { get; init; }

    /// <summary>The member that tells whether an object that was held weakly is still alive.</summary>
    public string? Revalidate { get; init; }
}

/// <summary>The property to ask, and what it shows when its object was removed.</summary>
internal sealed record CurrencyContract(string Member, object? GoneWhen);

internal sealed record PageRangeContract(string Start, string Length, string WholePage);
