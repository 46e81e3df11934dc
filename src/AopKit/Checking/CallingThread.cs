using AopKit.Diagnostics;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Checking;

/// <summary>
/// What the engine knows of a thread. One object, so that a path looks for it once and hands it on: to find it is a
/// call on some systems.
/// </summary>
internal sealed class CallingThread
{
    /// <summary>A depth that is never reached.</summary>
    public const int NotQuiet = -1;

    [ThreadStatic]
    private static CallingThread? t_current;

    /// <summary>How many callbacks of clients it is inside.</summary>
    public int Depth;

    /// <summary>
    /// At which depth callbacks need nothing around them; <see cref="NotQuiet"/> outside a <see cref="QuietRun"/>.
    /// </summary>
    public int QuietDepth = NotQuiet;

    /// <summary>What watches the callback that it is in, under <see cref="Checks.Full"/>.</summary>
    public CallbackWatch? Watch;

    /// <summary>Whether it is inside reclaim: in a callback of it, perhaps, that needs a frame itself.</summary>
    public bool IsReclaiming;

    /// <summary>The calling thread's; made at its first call.</summary>
    public static CallingThread Current => t_current ??= new CallingThread();

    /// <summary>The calling thread's, if it has made a call that needed it.</summary>
    public static CallingThread? CurrentOrNull => t_current;

    /// <summary>Its number among the living threads.</summary>
    public int Number { get; } = ThreadNumber.Take();

    /// <summary>Which pages it is filling now.</summary>
    public ThreadFills Fills { get; } = new();

    /// <summary>Frames that its reclaim has made free; of the outermost run, if one is inside the other.</summary>
    public FrameBatch Freed { get; } = new();

    /// <summary>Whether the callback that it is about to make belongs to a <see cref="QuietRun"/>.</summary>
    public bool IsQuiet => QuietDepth == Depth;

    /// <summary>Whether it is inside a client's callback.</summary>
    public bool IsInCallback => Depth > 0;
}
