// source: dotnet/corefx f0929d97eeac  https://github.com/dotnet/corefx/commit/f0929d97eeac
// title: Each receive pins the descriptor array anew and overwrites the handle of the one before
// story: An arguments object is used for many receives. Its descriptor array was pinned in each, and the new handle
// took the place of the old one in the field; only the last one was ever freed.
//// bad
using System;
using System.Runtime.InteropServices;

internal sealed class ReceiveArguments : IDisposable
{
    private long[]? _descriptors;
    private GCHandle _descriptorsHandle;
    private IntPtr _descriptorsPointer;

    public void Receive(IntPtr buffer, int count, Action<IntPtr> receive)
    {
        _descriptors ??= new long[2];
        _descriptors[0] = buffer;
        _descriptors[1] = count;

        _descriptorsHandle = GCHandle.Alloc(_descriptors, GCHandleType.Pinned); // bug
        _descriptorsPointer = _descriptorsHandle.AddrOfPinnedObject();
        receive(_descriptorsPointer);
    }

    public void Dispose()
    {
        if (_descriptorsHandle.IsAllocated)
        {
            _descriptorsHandle.Free();
            _descriptorsPointer = IntPtr.Zero;
        }
    }
}

//// clean
using System;
using System.Runtime.InteropServices;

internal sealed class ReceiveArguments : IDisposable
{
    private long[]? _descriptors;
    private GCHandle _descriptorsHandle;
    private IntPtr _descriptorsPointer;

    public void Receive(IntPtr buffer, int count, Action<IntPtr> receive)
    {
        _descriptors ??= new long[2];
        _descriptors[0] = buffer;
        _descriptors[1] = count;

        if (!_descriptorsHandle.IsAllocated)
        {
            _descriptorsHandle = GCHandle.Alloc(_descriptors, GCHandleType.Pinned);
            _descriptorsPointer = _descriptorsHandle.AddrOfPinnedObject();
        }

        receive(_descriptorsPointer);
    }

    public void Dispose()
    {
        if (_descriptorsHandle.IsAllocated)
        {
            _descriptorsHandle.Free();
            _descriptorsPointer = IntPtr.Zero;
        }
    }
}

//// near-miss
using System;
using System.Runtime.InteropServices;

internal sealed class ReceiveArguments : IDisposable
{
    private GCHandle _handle;

    public void Receive(long[] descriptors, Action<IntPtr> receive)
    {
        if (_handle.IsAllocated)
        {
            _handle.Free();
        }

        _handle = GCHandle.Alloc(descriptors, GCHandleType.Pinned);
        receive(_handle.AddrOfPinnedObject());
    }

    public void Dispose()
    {
        if (_handle.IsAllocated)
        {
            _handle.Free();
        }
    }
}
