namespace AopKit.Checking;

/// <summary>
/// The named one-line faults of the test build: each breaks one clause on purpose, so that the clause's test is seen to
/// fail. Without AOPKIT_FAULTS (a Debug build defines it) none can be switched on, and the compiler drops their lines.
/// </summary>
internal static class Fault
{
    private static volatile FaultId s_current;

    /// <summary>The fault that is switched on, for the whole process.</summary>
    public static FaultId Current
    {
        get => s_current;
        set => s_current = value;
    }

#if AOPKIT_FAULTS
    /// <summary>Whether faults can be switched on in this build.</summary>
    public static bool AreCompiledIn => true;

    public static bool Is(FaultId fault) => s_current == fault;
#else
    /// <summary>Whether faults can be switched on in this build.</summary>
    public static bool AreCompiledIn => false;

    public static bool Is(FaultId fault) => false;
#endif
}
