namespace AopKit.Diagnostics;

/// <summary>
/// A small number for each living thread, from 1 on, for what is kept per thread in an array. The number of a thread
/// that has ended is given to another one, which goes on with what was kept under it.
/// </summary>
internal static class ThreadNumber
{
    private static readonly Lock s_lock = new();
    private static readonly Stack<int> s_free = new();
    private static int s_last;

    [ThreadStatic]
    private static int t_number;

    /// <summary>Held by nobody but its thread; so it is collected after the thread has ended, and not before.</summary>
    [ThreadStatic]
    private static Holder? t_holder;

    /// <summary>The thread's number, or 0 if it has none yet.</summary>
    public static int CurrentOrZero => t_number;

    /// <summary>The thread's number; it gets one if it has none.</summary>
    public static int Take()
    {
        if (t_number == 0)
        {
            lock (s_lock)
            {
                t_number = s_free.TryPop(out int free) ? free : ++s_last;
            }

            t_holder = new Holder(t_number);
        }

        return t_number;
    }

    private sealed class Holder(int number)
    {
        ~Holder()
        {
            lock (s_lock)
            {
                s_free.Push(number);
            }
        }
    }
}
