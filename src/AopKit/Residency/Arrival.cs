namespace AopKit.Residency;

/// <summary>What the reclaim policy decided about a page before it came in.</summary>
/// <param name="IsMain">Whether it goes to the main ring at once.</param>
/// <param name="IsAhead">Whether it is read ahead: nobody has asked for it yet.</param>
/// <param name="IsDecided">Whether that was decided at all; if not, it is when the page is in.</param>
internal readonly record struct Arrival(bool IsMain, bool IsAhead, bool IsDecided);
