using AopKit.Diagnostics;

namespace AopKit.Testing;

/// <summary>Parks a <see cref="ParkedThread"/> inside the engine.</summary>
public static class ParkedThreadPoints
{
    /// <summary>Has the thread park when it comes to a point of the engine. Other threads pass it.</summary>
    /// <param name="thread">The thread; not started yet.</param>
    /// <param name="cache">The cache. One thread for each cache can be told so; the last one counts.</param>
    /// <param name="point">Where.</param>
    /// <param name="page">For which page; null: for any.</param>
    /// <returns>The thread.</returns>
    public static ParkedThread ParkAt(
        this ParkedThread thread, PageCache cache, EnginePoint point, PageIndex? page = null)
    {
        ArgumentNullException.ThrowIfNull(thread);
        ArgumentNullException.ThrowIfNull(cache);
        cache.Hooks.AtPoint = (reached, _, index) =>
        {
            if (reached == (TestPoint)point && (page is null || page == index))
            {
                thread.Park();
            }
        };
        return thread;
    }
}
