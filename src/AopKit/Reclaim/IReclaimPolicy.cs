using AopKit.Residency;

namespace AopKit.Reclaim;

/// <summary>Chooses which pages reclaim tries next. Called from several threads.</summary>
internal interface IReclaimPolicy : IResidencyPolicy
{
    /// <summary>How many pages to take at once when a frame is needed.</summary>
    int BatchCount { get; }

    /// <summary>A page is going to come in: where it belongs, and which page has to make room for it.</summary>
    /// <param name="spaceId">Its address space.</param>
    /// <param name="index">Its index.</param>
    /// <param name="slot">What the slot held: a shadow entry says when the page was last here.</param>
    /// <param name="isAhead">Whether it is read ahead.</param>
    /// <param name="victim">The page that it displaces, for the caller to take; -1 if none. If it cannot be taken the
    /// caller says so to <see cref="Kept"/>.</param>
    Arrival Arrive(int spaceId, long index, long slot, bool isAhead, out int victim);

    /// <summary>Chooses pages to take, as one batch under one lock.</summary>
    /// <param name="victims">Where to put their frames; the caller pins each and looks, for much may have happened
    /// meanwhile.</param>
    /// <param name="isPressing">Whether pages that were kept a short while ago are to be offered again, because there
    /// is nothing else.</param>
    /// <param name="parkedCount">How many pages were looked at in vain: they are held, and out of the way now.</param>
    /// <returns>
    /// How many were chosen. Fewer than asked is the policy's advice to stop. None means that there is nothing to
    /// offer, unless some were parked: then come again.
    /// </returns>
    int Choose(Span<int> victims, bool isPressing, out int parkedCount);

    /// <summary>A chosen page was not taken.</summary>
    /// <param name="frame">Its frame, whose page may have left by another door.</param>
    void Kept(int frame);
}
