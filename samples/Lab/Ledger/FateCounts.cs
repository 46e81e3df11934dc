namespace AopKit.Samples.Lab.Ledger;

/// <summary>How many facts there were and what became of them: every fact has exactly one of seven fates.</summary>
internal sealed record FateCounts
{
    /// <summary>Facts that ever were.</summary>
    public long Set { get; init; }

    /// <summary>Used for what they were kept for.</summary>
    public long Survived { get; init; }

    /// <summary>Ended by a release callback whose attempt did not remove the page: the loss of the mail.</summary>
    public long LostWhilePageStayed { get; init; }

    /// <summary>Alive when the page went.</summary>
    public long LostWithPage { get; init; }

    /// <summary>Alive when the address space was released.</summary>
    public long LostWithAddressSpace { get; init; }

    /// <summary>Taken by a shrinker.</summary>
    public long Shrunk { get; init; }

    /// <summary>Given up by the client, because what they were about changed or went.</summary>
    public long Dropped { get; init; }

    /// <summary>Alive when the operations were done, before anything was closed.</summary>
    public long Pending { get; init; }

    /// <summary>The sum of the fates, which must be <see cref="Set"/>.</summary>
    public long Fates =>
        Survived + LostWhilePageStayed + LostWithPage + LostWithAddressSpace + Shrunk + Dropped + Pending;
}
