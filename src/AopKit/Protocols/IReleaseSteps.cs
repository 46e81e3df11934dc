namespace AopKit.Protocols;

/// <summary>One of the four release protocols: the order of callback, freeze, and the look at dirty.</summary>
internal interface IReleaseSteps
{
    /// <summary>Tries to take a page that was clean when it was locked.</summary>
    /// <param name="attempt">The page, and who asks.</param>
    /// <returns>Whether it is gone, or why not.</returns>
    AttemptOutcome TryRemove(in ReleaseAttempt attempt);
}
