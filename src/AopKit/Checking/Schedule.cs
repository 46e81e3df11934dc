using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AopKit.Checking;

/// <summary>
/// The points at which a race explorer may let another thread go on: before every access to what threads share.
/// </summary>
/// <remarks>
/// Off unless the application context has the switch <c>AopKit.SchedulePoints</c>. The JIT sees a constant then, and
/// leaves nothing of a point in the code; so the packed product can be explored, and pays nothing for it.
/// </remarks>
internal static class Schedule
{
    public const string SwitchName = "AopKit.SchedulePoints";

    [ThreadStatic]
    private static IThreadSchedule? t_current;

    /// <summary>Whether this process can be explored.</summary>
    [FeatureSwitchDefinition(SwitchName)]
    public static bool IsOn { get; } = AppContext.TryGetSwitch(SwitchName, out bool isOn) && isOn;

    /// <summary>Whether an explorer decides when this thread runs.</summary>
    public static bool IsExplored => IsOn && t_current is not null;

    /// <summary>Puts the calling thread under a schedule, or, with null, takes it out.</summary>
    public static void Follow(IThreadSchedule? schedule) => t_current = schedule;

    /// <summary>The calling thread is about to touch a shared word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Point(ref readonly long word)
    {
        if (IsOn)
        {
            ReachWord(in word);
        }
    }

    /// <summary>The calling thread is about to touch something that is shared as a whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Point(object shared)
    {
        if (IsOn)
        {
            t_current?.Reach(RuntimeHelpers.GetHashCode(shared));
        }
    }

    /// <summary>
    /// Comes before a wait that really blocks: an explored thread goes on from here when the wait would end at once.
    /// </summary>
    /// <returns>Whether the condition holds; always, unless the wait may time out.</returns>
    public static bool BlockUntil(Func<bool> isReady, bool mayTimeOut = false) =>
        t_current is not { } current || current.BlockUntil(isReady, mayTimeOut);

    private static unsafe void ReachWord(ref readonly long word)
    {
        if (t_current is { } current)
        {
            // Only compared, never followed, so it does not matter that a word in a managed object can move.
            current.Reach((nint)Unsafe.AsPointer(ref Unsafe.AsRef(in word)));
        }
    }
}
