namespace AopKit.Migrate;

/// <summary>How an attempt to move a page ended.</summary>
internal enum MoveOutcome
{
    /// <summary>The page is in the other frame.</summary>
    Moved,

    /// <summary>It is pinned, locked, being filled or written.</summary>
    InUse,

    /// <summary>Its client answered Kept.</summary>
    Refused,

    /// <summary>
    /// Its metadata holds addresses within the frame, and the client neither moves it nor gives it up: such a page can
    /// only leave.
    /// </summary>
    NeverMoves,
}
