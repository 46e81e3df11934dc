namespace AopKit;

/// <summary>
/// How much of the memory that a process may have is used, by it and by whom it shares the limit with.
/// </summary>
/// <param name="UsedBytes">Used now, in bytes, without what the system can take back at once (clean file
/// pages).</param>
/// <param name="LimitBytes">The limit in bytes; 0 if there is none.</param>
public readonly record struct MemoryLoad(long UsedBytes, long LimitBytes);
