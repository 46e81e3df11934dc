namespace AopKit.Diagnostics;

/// <summary>The callbacks that are timed; of those up to <see cref="Remove"/> an observer is told.</summary>
internal enum CallbackKind
{
    Release,
    Prepare,
    Commit,
    Abort,
    Invalidate,
    Remove,
    Fill,
    Write,
    Migrate,
}
