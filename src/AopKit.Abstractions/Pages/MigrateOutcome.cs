namespace AopKit;

/// <summary>The answer of <see cref="IMigratePage{T}.MigratePage"/>.</summary>
public enum MigrateOutcome
{
    /// <summary>The page stays in its frame and its metadata is untouched: a refusal.</summary>
    Kept,

    /// <summary>The client has moved its metadata; the page is in the new frame from now on.</summary>
    Moved,
}
