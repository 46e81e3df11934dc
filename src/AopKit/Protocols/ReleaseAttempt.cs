using AopKit.Residency;

namespace AopKit.Protocols;

/// <summary>One attempt to take a page: the caller has locked it and holds one pin on it.</summary>
/// <param name="Space">The address space.</param>
/// <param name="Frame">The frame.</param>
/// <param name="Reason">Who asks.</param>
/// <param name="MayBlock">Whether callbacks may block.</param>
/// <param name="MayEnterFileSystem">Whether callbacks may take the client's long-held locks.</param>
internal readonly record struct ReleaseAttempt(
    Space Space, int Frame, ReleaseReason Reason, bool MayBlock, bool MayEnterFileSystem)
{
    /// <summary>The reason that a removed page's OnRemove hears.</summary>
    public RemoveReason RemoveReason =>
        Reason == ReleaseReason.Invalidate ? RemoveReason.Invalidated : RemoveReason.Reclaimed;
}
