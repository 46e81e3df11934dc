namespace AopKit.Reclaim;

/// <summary>Chooses which page reclaim tries next. Called from several threads.</summary>
internal interface IReclaimPolicy
{
    /// <summary>The next frame to try, or false if the walk has nothing to offer.</summary>
    /// <param name="frame">A frame that seemed to hold a page; the caller pins it and looks.</param>
    bool TryNext(out int frame);
}
