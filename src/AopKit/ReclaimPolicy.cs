namespace AopKit;

/// <summary>How a cache chooses the pages that make room for others.</summary>
public enum ReclaimPolicy
{
    /// <summary>
    /// Queues that a hit does not touch, run in one of three modes that a sample of the pages chooses: it keeps what is
    /// used often in the face of scans, and part of a loop that is larger than the cache. The default.
    /// </summary>
    Adaptive,

    /// <summary>
    /// One queue with a second chance for what was hit: simpler, and no better than least recently used. Source:
    /// Corbató, A Paging Experiment with the Multics System, 1968.
    /// </summary>
    Clock,
}
