namespace AopKit.Diagnostics;

/// <summary>The callbacks whose time an observer is told.</summary>
internal enum CallbackKind
{
    Release,
    Prepare,
    Commit,
    Abort,
    Invalidate,
    Remove,
}
