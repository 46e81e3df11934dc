using System.Numerics;
using System.Runtime.CompilerServices;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit;

/// <summary>Refuses options that cannot work, and says why and what to do.</summary>
internal static class OptionsCheck
{
    private const int LeastPageSize = 4096;
    private const int MostPageSize = 65536;
    private const int LeastPages = 16;
    private const int MostReadAheadPages = 4096;

    public static int FrameCapacity(PageCacheOptions options)
    {
        if (options.PageSize is < LeastPageSize or > MostPageSize || !BitOperations.IsPow2(options.PageSize))
        {
            throw new ArgumentException(
                $"PageSize is {options.PageSize}; it must be a power of two from {LeastPageSize} to {MostPageSize}.",
                nameof(options));
        }

        long least = LeastBudget(options.PageSize);
        if (options.BudgetBytes < least)
        {
            throw new ArgumentException(
                $"BudgetBytes is {options.BudgetBytes}; with pages of {options.PageSize} bytes it must be at least "
                + $"{least}: {LeastPages} "
                + "pages and what the engine keeps beside them (E14).",
                nameof(options));
        }

        if (options.MaxBudgetBytes != 0 && options.MaxBudgetBytes < options.BudgetBytes)
        {
            throw new ArgumentException(
                $"MaxBudgetBytes is {options.MaxBudgetBytes}, less than BudgetBytes ({options.BudgetBytes}). Leave it "
                + "0 if the cache is "
                + "never resized beyond its first budget.",
                nameof(options));
        }

        if (!Enum.IsDefined(options.Checks))
        {
            throw new ArgumentException($"Checks is {options.Checks}; it must be Off, Basic or Full.", nameof(options));
        }

        if (options.SlowCallbackThreshold < TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"SlowCallbackThreshold is {options.SlowCallbackThreshold}; it must be zero or more.", nameof(options));
        }

        if (options.FollowMemoryLimit is { } limit)
        {
            ThrowIfImpossible(limit, options.BudgetBytes, least);
        }

        if (!Enum.IsDefined(options.HugePages))
        {
            throw new ArgumentException(
                $"HugePages is {options.HugePages}; it must be Default, Advise or Never.", nameof(options));
        }

        ThrowIfImpossibleWriteback(options);
        if (!Enum.IsDefined(options.ReclaimPolicy))
        {
            throw new ArgumentException(
                $"ReclaimPolicy is {options.ReclaimPolicy}; it must be Adaptive or Clock.", nameof(options));
        }

        if (options.ExactFrameCount > 0)
        {
            return options.ExactFrameCount;
        }

        long frames =
            Math.Max(options.BudgetBytes, options.MaxBudgetBytes) / (options.PageSize + FreeFrames.OverheadBytes);
        return (int)Math.Min(frames, int.MaxValue / 2);
    }

    public static void ThrowIfOutOfRange(PageCacheOptions options, long budgetBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budgetBytes, LeastBudget(options.PageSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            budgetBytes, Math.Max(options.BudgetBytes, options.MaxBudgetBytes));
    }

    public static void ThrowIfImpossible<T>(IAddressSpaceOperations<T> operations, AddressSpaceOptions options)
        where T : class
    {
        string client = operations.GetType().Name;
        if (!Enum.IsDefined(options.ReleaseProtocol)
            || (options.RemoveNotification is { } asked && !Enum.IsDefined(asked)))
        {
            throw new ArgumentException(
                $"ReleaseProtocol {options.ReleaseProtocol} or RemoveNotification {options.RemoveNotification} is none "
                    + "that exists.",
                nameof(options));
        }

        if (options.ExpectedPages < 0)
        {
            throw new ArgumentException(
                $"ExpectedPages is {options.ExpectedPages}; it must be 0 (not known) or more.", nameof(options));
        }

        if (options.ReleaseProtocol == ReleaseProtocol.TwoPhase && operations is not IPrepareRelease<T>)
        {
            throw new ArgumentException(
                $"E8: TwoPhase needs IPrepareRelease<{typeof(T).Name}>, which {client} does not implement. Implement "
                + "it, or choose "
                + "another ReleaseProtocol.",
                nameof(options));
        }

        if (options.RemoveNotification == RemoveNotification.None && operations is IOnRemove<T>)
        {
            throw new ArgumentException(
                $"E1: {client} implements IOnRemove<{typeof(T).Name}>, which would never be called with "
                + "RemoveNotification.None. Leave "
                + "RemoveNotification out, or choose BeforeUnlock or AfterUnlock.",
                nameof(options));
        }

        if (options.RemoveNotification is RemoveNotification.BeforeUnlock or RemoveNotification.AfterUnlock
            && operations is not IOnRemove<T>)
        {
            throw new ArgumentException(
                $"E1: RemoveNotification.{options.RemoveNotification} asks for OnRemove, which {client} does not "
                + "implement. Implement "
                + $"IOnRemove<{typeof(T).Name}>, or leave RemoveNotification out.",
                nameof(options));
        }

        ThrowIfOtherType(operations, options, client);
    }

    /// <summary>Whether the spaces' reservations leave room for those that have none.</summary>
    /// <param name="options">Of the space that is to be made.</param>
    /// <param name="reservedPages">What the other spaces have reserved.</param>
    /// <param name="budgetPages">How many pages the budget holds.</param>
    public static void ThrowIfImpossible(AddressSpaceOptions options, long reservedPages, long budgetPages)
    {
        if (options.ReadAheadPages is < 0 or > MostReadAheadPages)
        {
            throw new ArgumentException(
                $"ReadAheadPages is {options.ReadAheadPages}; it must be from 0 (none) to {MostReadAheadPages}.",
                nameof(options));
        }

        if (options.ReservedPages < 0 || options.MaxPages < 0
            || (options.MaxPages > 0 && options.MaxPages < options.ReservedPages))
        {
            throw new ArgumentException(
                $"ReservedPages is {options.ReservedPages} and MaxPages is {options.MaxPages}; both must be 0 or more, "
                + "and MaxPages, unless it is 0 for no limit, not less than ReservedPages.",
                nameof(options));
        }

        const int Free = SpaceTable.LeastUnreservedPages;
        if (options.ReservedPages > 0 && options.ReservedPages + reservedPages > budgetPages - Free)
        {
            throw new ArgumentException(
                $"ReservedPages is {options.ReservedPages}, and other address spaces have reserved {reservedPages}; "
                + $"the budget holds {budgetPages}, of which {Free} must stay free of reservations. "
                + "Reserve less, or give the cache a larger BudgetBytes.",
                nameof(options));
        }
    }

    /// <summary>Whether a new budget still holds what address spaces have reserved.</summary>
    public static void ThrowIfBelowReserved(long budgetBytes, long reservedPages, long frameCost)
    {
        long least = reservedPages == 0 ? 0 : (reservedPages + SpaceTable.LeastUnreservedPages) * frameCost;
        if (budgetBytes < least)
        {
            throw new ArgumentOutOfRangeException(
                nameof(budgetBytes), budgetBytes,
                $"Address spaces have reserved {reservedPages} pages, which need at least {least} bytes. Dispose some, "
                + "or ask for less.");
        }
    }

    private static void ThrowIfImpossible(MemoryLimitOptions limit, long budgetBytes, long leastBytes)
    {
        if (limit.LowPercent < 1 || limit.HighPercent > 100 || limit.LowPercent >= limit.HighPercent)
        {
            throw new ArgumentException(
                $"FollowMemoryLimit has LowPercent {limit.LowPercent} and HighPercent {limit.HighPercent}; they must "
                + "be from 1 to 100, the low one less than the high one.",
                nameof(limit));
        }

        if (limit.FloorBytes != 0 && (limit.FloorBytes < leastBytes || limit.FloorBytes > budgetBytes))
        {
            throw new ArgumentException(
                $"FollowMemoryLimit has FloorBytes {limit.FloorBytes}; it must be from {leastBytes} to BudgetBytes, or "
                + "0 for a quarter of that.",
                nameof(limit));
        }

        if (limit.Interval <= TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"FollowMemoryLimit has Interval {limit.Interval}; it must be more than zero.", nameof(limit));
        }
    }

    public static void ThrowIfImpossible(ShrinkerOptions options)
    {
        if (options.Seeks < 0 || options.BatchCount <= 0)
        {
            throw new ArgumentException(
                $"Seeks is {options.Seeks} and BatchCount is {options.BatchCount}; Seeks must be 0 or more, BatchCount "
                    + "1 or more.",
                nameof(options));
        }
    }

    private static void ThrowIfImpossibleWriteback(PageCacheOptions options)
    {
        if (options.DirtyBackgroundPercent is < 1 or > 100
            || options.DirtyLimitPercent < options.DirtyBackgroundPercent || options.DirtyLimitPercent > 100)
        {
            throw new ArgumentException(
                $"DirtyBackgroundPercent is {options.DirtyBackgroundPercent} and DirtyLimitPercent is "
                + $"{options.DirtyLimitPercent}; the first must be from 1 to 100, the second from the first to 100.",
                nameof(options));
        }

        if (options.DirtyExpiration <= TimeSpan.Zero && options.DirtyExpiration != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException(
                $"DirtyExpiration is {options.DirtyExpiration}; it must be more than zero, or Timeout.InfiniteTimeSpan "
                + "if pages are not to be written because of their age.",
                nameof(options));
        }

        ArgumentNullException.ThrowIfNull(options.TimeProvider);
    }

    public static long LeastBudget(int pageSize) => LeastPages * (long)(pageSize + FreeFrames.OverheadBytes);

    /// <summary>
    /// A callback for another metadata type would be implemented and never called; that is always a mistake.
    /// </summary>
    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage(
        "Trimming", "IL2075", Justification = "Interfaces that were trimmed away cannot be implemented by mistake.")]
    private static void ThrowIfOtherType<T>(
        IAddressSpaceOperations<T> operations, AddressSpaceOptions options, string client)
        where T : class
    {
        if (Fitting<T>.Clients.TryGetValue(operations.GetType(), out _))
        {
            return;
        }

        Type? other = operations.GetType().GetInterfaces().FirstOrDefault(candidate =>
            candidate.IsGenericType && candidate.Assembly == typeof(IAddressSpaceOperations<>).Assembly
            && candidate.GenericTypeArguments[0] != typeof(T));
        if (other is not null)
        {
            throw new ArgumentException(
                $"{client} implements {other.Name[..^2]}<{other.GenericTypeArguments[0].Name}>, but the address "
                + "space's metadata type is "
                + $"{typeof(T).Name}: the callback would never be called (contract, section 3). Use one metadata type "
                + "for all.",
                nameof(operations));
        }

        Fitting<T>.Clients.TryAdd(operations.GetType(), operations.GetType());
    }

    /// <summary>Classes of clients that were found to fit: the same class makes spaces by the million.</summary>
    private static class Fitting<T>
    {
        public static readonly ConditionalWeakTable<Type, object> Clients = [];
    }
}
