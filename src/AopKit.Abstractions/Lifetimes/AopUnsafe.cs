using System.Runtime.CompilerServices;

namespace AopKit.Lifetimes;

/// <summary>Ways out of the rules about lifetimes, which a reader of the code can see and judge.</summary>
public static class AopUnsafe
{
    /// <summary>
    /// Says that a value may be used from here on, whatever the rules know of it: nobody else has it, and nothing has
    /// ended it. They believe it, for this value under all its names; nothing happens at run time.
    /// </summary>
    /// <typeparam name="T">Any type, a span or another ref struct included.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="reason">Why it is so; for readers. An empty one is AOP5001.</param>
    /// <returns>The value itself. The rules do not follow what is got through it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AssumeLive<T>(T value, string reason)
        where T : allows ref struct
    {
        _ = reason;
        return value;
    }
}
