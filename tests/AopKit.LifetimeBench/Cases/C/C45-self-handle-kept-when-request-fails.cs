// source: dotnet/corefx 73eca63458ba  https://github.com/dotnet/corefx/commit/73eca63458ba
// title: An operation roots itself for a native callback that never comes when the request fails
// story: The constructor took a handle to the object, and the callback for a closed request frees it. If the request
// could not be sent there is no callback, and the object stayed for ever. Mended: pin when sending, unpin on failure.
//// bad
using System;
using System.Runtime.InteropServices;

internal sealed class SocketOperation
{
    private GCHandle _self;

    public SocketOperation() => _self = GCHandle.Alloc(this); // bug

    public IntPtr ToPointer() => GCHandle.ToIntPtr(_self);

    public void Unpin()
    {
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }
}

internal sealed class Handshake(Func<IntPtr, bool> send)
{
    private readonly SocketOperation _operation = new();

    public void Start()
    {
        if (!send(_operation.ToPointer()))
        {
            throw new InvalidOperationException("The request could not be sent."); // bug
        }
    }

    public static void OnClosed(IntPtr context)
    {
        if (GCHandle.FromIntPtr(context).Target is SocketOperation operation)
        {
            operation.Unpin();
        }
    }
}

//// clean
using System;
using System.Runtime.InteropServices;

internal sealed class SocketOperation
{
    private GCHandle _self;

    public void Pin() => _self = GCHandle.Alloc(this);

    public IntPtr ToPointer() => GCHandle.ToIntPtr(_self);

    public void Unpin()
    {
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }
}

internal sealed class Handshake(Func<IntPtr, bool> send)
{
    private readonly SocketOperation _operation = new();

    public void Start()
    {
        _operation.Pin();

        if (!send(_operation.ToPointer()))
        {
            _operation.Unpin();
            throw new InvalidOperationException("The request could not be sent.");
        }
    }

    public static void OnClosed(IntPtr context)
    {
        if (GCHandle.FromIntPtr(context).Target is SocketOperation operation)
        {
            operation.Unpin();
        }
    }
}
