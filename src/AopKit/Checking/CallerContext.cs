namespace AopKit.Checking;

/// <summary>
/// A caller's <c>ExecutionContext</c>, put away while clients' code runs, which must not see it (E4).
/// </summary>
/// <remarks>
/// Moved only if there is something in it: a thread that nobody gave any values has one and the same empty context.
/// </remarks>
internal readonly struct CallerContext
{
    private static readonly ExecutionContext s_empty = CaptureEmpty();

    private readonly ExecutionContext? _saved;
    private readonly bool _wasSuppressed;

    private CallerContext(ExecutionContext saved, bool wasSuppressed) =>
        (_saved, _wasSuppressed) = (saved, wasSuppressed);

    /// <summary>Whether the calling thread's context has nothing in it.</summary>
    /// <remarks>
    /// A caller who has suppressed the flow shows none, but its values are visible all the same: that is not empty.
    /// </remarks>
    public static bool IsEmpty => ExecutionContext.Capture() == s_empty;

    /// <summary>Whether there was something to put away.</summary>
    public bool IsAway => _saved is not null;

    /// <summary>Puts away what <see cref="IsEmpty"/> found.</summary>
    public static CallerContext PutAway()
    {
        ExecutionContext? current = ExecutionContext.Capture();
        bool wasSuppressed = current is null;
        if (wasSuppressed)
        {
            ExecutionContext.RestoreFlow();
            current = ExecutionContext.Capture();
        }

        ExecutionContext.Restore(s_empty);
        return new CallerContext(current!, wasSuppressed);
    }

    /// <summary>Takes off the thread what clients have put into its context, and brings the caller's back.</summary>
    public void BringBack()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            ExecutionContext.RestoreFlow();
        }

        ExecutionContext.Restore(_saved ?? s_empty);
        if (_wasSuppressed)
        {
            ExecutionContext.SuppressFlow();
        }
    }

    private static ExecutionContext CaptureEmpty()
    {
        // A thread that was started without its starter's context has the empty one.
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
