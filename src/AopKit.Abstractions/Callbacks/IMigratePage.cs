using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// A client whose metadata must hear when its page moves to another frame. Linux: <c>migrate_folio</c>.
/// </summary>
/// <typeparam name="T">The client's metadata type.</typeparam>
public interface IMigratePage<T>
    where T : class
{
    /// <summary>
    /// The page moves to another frame: move the metadata with it (detach, change what holds frame addresses, attach).
    /// When: resize. Page locked: both. May block: yes. Pins possible: no. Lookups wait. May refuse: yes; an exception
    /// counts as <see cref="MigrateOutcome.Kept"/> (E15). A move is no removal: there is no <c>OnRemove</c>.
    /// </summary>
    /// <param name="from">The page where it was, with its metadata.</param>
    /// <param name="to">The page where it will be: the bytes are there, the metadata is not.</param>
    [CallbackContext(CallbackContexts.NoReentry | CallbackContexts.HoldsPageLock)]
    [TransferCallback(MigrateOutcome.Moved)]
    MigrateOutcome MigratePage(LockedPage<T> from, LockedPage<T> to);
}
