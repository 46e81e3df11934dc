namespace AopKit;

/// <summary>
/// When <see cref="IOnRemove{T}.OnRemove"/> runs, relative to the moment at which the slot can be filled again (E3).
/// </summary>
public enum RemoveNotification
{
    /// <summary>It does not run at all.</summary>
    None,

    /// <summary>Before the slot is free: lookups and fills of that index wait until it has returned.</summary>
    BeforeUnlock,

    /// <summary>After the slot is free: a new page may be filled there meanwhile.</summary>
    AfterUnlock,
}
