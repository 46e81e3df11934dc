namespace AopKit;

/// <summary>What a release callback is told about the attempt it is part of.</summary>
/// <param name="Reason">Who asks.</param>
/// <param name="WillRemove">How sure it is that the page goes.</param>
/// <param name="MayBlock">Whether the callback may block (C4). False whenever lookups wait for it.</param>
/// <param name="MayEnterFileSystem">
/// Whether the callback may take the client's own long-held locks: false when the reclaim was started from inside a
/// client's callback.
/// </param>
public readonly record struct ReleaseContext(
    ReleaseReason Reason,
    WillRemove WillRemove,
    bool MayBlock,
    bool MayEnterFileSystem);
