namespace AopKit.Checking;

/// <summary>
/// The named one-line faults of the test build: each breaks one clause on purpose, so that the clause's test is seen to
/// fail. Compiled to nothing but a constant where AOPKIT_FAULTS is not defined.
/// </summary>
internal static class Fault
{
#if AOPKIT_FAULTS
    private static volatile FaultId s_current;

    /// <summary>The fault that is switched on.</summary>
    public static FaultId Current
    {
        get => s_current;
        set => s_current = value;
    }

    public static bool Is(FaultId fault) => s_current == fault;
#else
    public static bool Is(FaultId fault) => false;
#endif
}
