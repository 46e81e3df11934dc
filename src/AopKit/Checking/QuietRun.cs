using AopKit.Diagnostics;

namespace AopKit.Checking;

/// <summary>
/// Callbacks that a thread makes one after another, as reclaim does for each page that it takes: what
/// <see cref="CallbackScope"/> looks for around each of them is looked for once.
/// </summary>
/// <remarks>
/// The caller's context is away until the run ends (E4). What a callback puts into its own is seen by the run's later
/// callbacks, and by nobody after it. A client's code that calls the cache from a callback is a caller like any other:
/// the run is quiet only as deep as it began.
/// </remarks>
internal readonly ref struct QuietRun
{
    private readonly CallingThread _thread;
    private readonly CallerContext _context;
    private readonly int _outerDepth;

    /// <summary>Begins a run; quiet only if callbacks are neither watched nor timed.</summary>
    /// <param name="thread">The calling thread.</param>
    /// <param name="checks">What is watched.</param>
    /// <param name="hooks">Whether callbacks are timed: what is told of them belongs to the caller's context.</param>
    public QuietRun(CallingThread thread, Checks checks, Hooks hooks)
    {
        _thread = thread;
        _outerDepth = thread.QuietDepth;
        if (checks == Checks.Full || hooks.IsTiming)
        {
            thread.QuietDepth = CallingThread.NotQuiet;
            return;
        }

        if (!CallerContext.IsEmpty && !Fault.Is(FaultId.E4_ContextInherited))
        {
            _context = CallerContext.PutAway();
        }

        thread.QuietDepth = thread.Depth;
    }

    public void Dispose()
    {
        bool wasQuiet = _thread.IsQuiet;
        _thread.QuietDepth = _outerDepth;
        if (wasQuiet && (_context.IsAway || !CallerContext.IsEmpty) && !Fault.Is(FaultId.E4_ContextInherited))
        {
            _context.BringBack();
        }
    }
}
