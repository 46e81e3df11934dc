using AopKit.Lifetimes;

namespace AopKit;

/// <summary>
/// Metadata that is kept outside pages and gives way under memory pressure. Linux: <c>count_objects</c>,
/// <c>scan_objects</c>. Called between registration and the end of <c>Dispose</c> of the registration, and never
/// afterwards (E16).
/// </summary>
public interface IShrinker
{
    /// <summary>
    /// How many objects could be freed. Cheap, honest, lock-free or nearly so (C5). An exception counts as 0 (E15).
    /// </summary>
    /// <param name="context">How great the pressure is.</param>
    /// <returns>Objects that <see cref="Scan"/> would free if asked for all; 0 or more.</returns>
    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry | CallbackContexts.NoReclaim)]
    [CountsFreeable]
    long Count(in ShrinkContext context);

    /// <summary>
    /// Frees objects. Takes no lock that is held around a call into the cache (C5). Never called re-entrantly (E17). An
    /// exception counts as <see cref="ShrinkResult.Stop"/> (E15).
    /// </summary>
    /// <param name="objectCount">How many objects to look at.</param>
    /// <param name="context">How great the pressure is, and what the callback may do.</param>
    /// <returns>How many were freed, or <see cref="ShrinkResult.Stop"/>.</returns>
    [CallbackContext(
        CallbackContexts.Atomic | CallbackContexts.NoReentry | CallbackContexts.NoReclaim,
        MayBlockIf = nameof(ShrinkContext.MayBlock),
        MayEnterFileSystemIf = nameof(ShrinkContext.MayEnterFileSystem))]
    [FreesObjects(nameof(objectCount), Stop = nameof(ShrinkResult.Stop))]
    ShrinkResult Scan(long objectCount, in ShrinkContext context);
}
