namespace AopKit.Checking;

/// <summary>
/// Whether anything in this process watches lookups: a cache with <see cref="Checks.Full"/>, or a test at a test point.
/// One flag for all of it, because every lookup asks.
/// </summary>
internal static class Watching
{
    /// <summary>Once on, it stays on: what is watched may have pins that began before.</summary>
    public static bool IsOn { get; private set; }

    public static void Begin() => IsOn = true;
}
