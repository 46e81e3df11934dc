using AopKit.Residency;

namespace AopKit.Diagnostics;

/// <summary>
/// One number of a cache that an instrument tells, and what sets it apart from the instrument's others.
/// </summary>
/// <typeparam name="T">What is told.</typeparam>
/// <param name="Read">Reads it.</param>
/// <param name="Tag">The name of the tag; null if the instrument tells one number.</param>
/// <param name="Value">The tag's value.</param>
internal readonly record struct CacheReading<T>(Func<PageStore, T> Read, string? Tag = null, string? Value = null);
