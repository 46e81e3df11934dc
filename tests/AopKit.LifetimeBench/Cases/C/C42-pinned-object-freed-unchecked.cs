// source: dotnet/corefx 31291f3320f6  https://github.com/dotnet/corefx/commit/31291f3320f6
// title: A pinning object frees its handle whether or not it still has it
// story: Release can be called twice, and on an object whose constructor did not get as far as the handle; it freed the
// handle in any case. Mended by a flag that only one caller takes.
//// bad
using System;
using System.Runtime.InteropServices;
using System.Threading;

internal abstract class CriticalDisposable : IDisposable
{
    ~CriticalDisposable() => Release();

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    protected abstract void Release();
}

internal sealed class PinnedObject : CriticalDisposable
{
    private GCHandle _handle;

    public PinnedObject(object target)
    {
        _handle = GCHandle.Alloc(target, GCHandleType.Pinned);
    }

    public IntPtr Pointer => _handle.AddrOfPinnedObject();

    protected override void Release()
    {
        _handle.Free(); // bug
    }
}

//// clean
using System;
using System.Runtime.InteropServices;
using System.Threading;

internal abstract class CriticalDisposable : IDisposable
{
    ~CriticalDisposable() => Release();

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    protected abstract void Release();
}

internal sealed class PinnedObject : CriticalDisposable
{
    private GCHandle _handle;
    private int _valid;

    public PinnedObject(object target)
    {
        _handle = GCHandle.Alloc(target, GCHandleType.Pinned);
        _valid = 1;
    }

    public IntPtr Pointer => _handle.AddrOfPinnedObject();

    protected override void Release()
    {
        if (Interlocked.Exchange(ref _valid, 0) != 0)
        {
            _handle.Free();
        }
    }
}
