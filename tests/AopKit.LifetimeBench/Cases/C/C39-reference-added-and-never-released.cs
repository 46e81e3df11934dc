// source: dotnet/corefx 38f1f03eca4a  https://github.com/dotnet/corefx/commit/38f1f03eca4a
// title: A handle adds a reference to another one and never gives it back
// story: A process handle borrows the raw value of a wait handle, adds a reference, and releases it in ReleaseHandle.
// Because it was made with ownsHandle false, ReleaseHandle was never called.
//// bad
using Microsoft.Win32.SafeHandles;

internal sealed class ProcessHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly SafeWaitHandle _wait;
    private readonly bool _added;

    public ProcessHandle(int id, SafeWaitHandle wait)
        : base(ownsHandle: false) // bug
    {
        Id = id;
        _wait = wait;
        wait.DangerousAddRef(ref _added); // bug
        SetHandle(wait.DangerousGetHandle());
    }

    public int Id { get; }

    protected override bool ReleaseHandle()
    {
        if (_added)
        {
            _wait.DangerousRelease();
        }

        return true;
    }
}

internal static class Processes
{
    public static int Poll(int id, SafeWaitHandle exited)
    {
        using var process = new ProcessHandle(id, exited);
        return process.IsInvalid ? -1 : process.Id;
    }
}

//// clean
using Microsoft.Win32.SafeHandles;

internal sealed class ProcessHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly SafeWaitHandle _wait;
    private readonly bool _added;

    public ProcessHandle(int id, SafeWaitHandle wait)
        : base(ownsHandle: true)
    {
        Id = id;
        _wait = wait;
        wait.DangerousAddRef(ref _added);
        SetHandle(wait.DangerousGetHandle());
    }

    public int Id { get; }

    protected override bool ReleaseHandle()
    {
        if (_added)
        {
            _wait.DangerousRelease();
        }

        return true;
    }
}

internal static class Processes
{
    public static int Poll(int id, SafeWaitHandle exited)
    {
        using var process = new ProcessHandle(id, exited);
        return process.IsInvalid ? -1 : process.Id;
    }
}
