namespace AopKit.Background;

/// <summary>Work that a thread of the cache does a piece at a time.</summary>
internal interface IBackgroundJob
{
    /// <summary>Does a piece of the work; bounded, so that the thread can be stopped between two pieces.</summary>
    /// <returns>Whether there is more to do now; if not, the thread sleeps until it is woken.</returns>
    bool RunStep();

    /// <summary>Tells of what a step threw: there is nobody else on the thread who could.</summary>
    void Report(Exception exception);
}
