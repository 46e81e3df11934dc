namespace AopKit;

/// <summary>What a shrinker is told about the pressure it is asked to relieve.</summary>
/// <param name="Priority">From 12 (little pressure) down to 0 (all that can be given): freeable objects are shifted
/// right by it.</param>
/// <param name="MayBlock">Whether <see cref="IShrinker.Scan"/> may block.</param>
/// <param name="MayEnterFileSystem">
/// Whether it may take locks that are held around calls into the cache; if not, and it needs one, it answers
/// <see cref="ShrinkResult.Stop"/> (C5).
/// </param>
public readonly record struct ShrinkContext(int Priority, bool MayBlock, bool MayEnterFileSystem);
