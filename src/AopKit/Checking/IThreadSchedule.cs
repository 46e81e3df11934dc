namespace AopKit.Checking;

/// <summary>Decides which thread runs; a race explorer gives one to each of its threads.</summary>
internal interface IThreadSchedule
{
    /// <summary>The thread is about to touch something that others touch. Returns when it may.</summary>
    /// <param name="location">Something that is equal for the same word, as long as nothing moves it.</param>
    void Reach(nint location);

    /// <summary>The thread is about to wait. Returns when the condition holds and it is the thread's turn.</summary>
    /// <param name="isReady">Whether the wait would end; called by other threads too, while they are alone.</param>
    /// <param name="mayTimeOut">Whether the wait also ends when nobody else can go on.</param>
    /// <returns>Whether the condition holds.</returns>
    bool BlockUntil(Func<bool> isReady, bool mayTimeOut);
}
