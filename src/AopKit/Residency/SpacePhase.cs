namespace AopKit.Residency;

/// <summary>Where an address space is in its life. Changed under its gate.</summary>
internal enum SpacePhase
{
    /// <summary>In use.</summary>
    Open,

    /// <summary>Its client is asked whether it may end; who needs a page waits for the answer (E10).</summary>
    Releasing,

    /// <summary>It is torn down: no page comes in any more.</summary>
    Exiting,

    /// <summary>It has ended: the final release has returned.</summary>
    Ended,
}
