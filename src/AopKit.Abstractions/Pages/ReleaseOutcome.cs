namespace AopKit;

/// <summary>
/// The answer of a release callback. Three values, because a page's metadata has three possible futures.
/// </summary>
/// <remarks>
/// An answer that does not fit the metadata (<see cref="Released"/> with metadata attached, <see cref="Kept"/> or
/// <see cref="Removable"/>
/// after a detach) breaks C1: it is reported on <c>PageCache.CallbackFailed</c>, throws under <c>Checks.Full</c>, and
/// is otherwise treated as <see cref="Removable"/> or <see cref="Kept"/>.
/// </remarks>
public enum ReleaseOutcome
{
    /// <summary>The page stays and its metadata is untouched: a refusal.</summary>
    Kept,

    /// <summary>
    /// The client has detached its metadata and the page may go. If the page stays nevertheless, the metadata is lost,
    /// and that is counted (E6).
    /// </summary>
    Released,

    /// <summary>
    /// The page may go; the metadata stays attached. It ends in <c>OnRemove</c>, or lives on with the page if the page
    /// stays. For <see cref="ReleaseReason.Strip"/> it means that there is nothing to give.
    /// </summary>
    Removable,
}
