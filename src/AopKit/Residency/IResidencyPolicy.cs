namespace AopKit.Residency;

/// <summary>What the doors tell the reclaim policy, and what they ask it. Called from several threads, under no
/// gate.</summary>
internal interface IResidencyPolicy
{
    /// <summary>
    /// Bytes of the managed heap for what the policy watches a sample of the pages with: of a cache of some size always
    /// the same, and no part of the budget.
    /// </summary>
    long SampleBytes { get; }

    /// <summary>A page came in: it is in the index, locked by the caller, and not to be found yet.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="arrival">What was decided before the frame was taken.</param>
    void Inserted(int frame, in Arrival arrival);

    /// <summary>A page is about to leave. The caller holds its lock and has it frozen, or takes it out under
    /// pins.</summary>
    /// <param name="frame">Its frame.</param>
    /// <returns>What to remember of it in a shadow entry; see <see cref="IndexSlot.Shadow"/>.</returns>
    uint Leave(int frame);

    /// <summary>A page has moved to another frame, and goes on there. The caller has both frozen or locked.</summary>
    void Moved(int from, int to);

    /// <summary>
    /// A page was hit that carries the bit <c>Noted</c>: it is sampled, or was read ahead of its use.
    /// </summary>
    /// <remarks>Part of a hit: takes no lock that it would have to wait for, allocates nothing (E18).</remarks>
    /// <returns>Whether this is the first hit of a page that was read ahead.</returns>
    bool NotedHit(int frame);

    /// <summary>Whether a shadow entry can no longer make a difference, so that its leaf need not be kept.</summary>
    /// <param name="spaceId">The address space.</param>
    /// <param name="index">The page that was there.</param>
    /// <param name="stamp">What <see cref="Leave"/> gave.</param>
    bool IsSpent(int spaceId, long index, uint stamp);

    /// <summary>Walks what the policy keeps of a quiet cache.</summary>
    /// <param name="holdsPage">For each frame: whether a page is in it.</param>
    /// <returns>What does not fit, or null.</returns>
    string? FindFault(bool[] holdsPage);
}
