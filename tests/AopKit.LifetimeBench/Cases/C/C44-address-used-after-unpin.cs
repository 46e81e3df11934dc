// source: dotnet/corefx 744832040ba7  https://github.com/dotnet/corefx/commit/744832040ba7
// title: A buffer is pinned only when it is made, and its address is used after the pin was freed
// story: Buffer and pin were made together, under the question whether there is a buffer. Another path frees all pins
// and keeps the buffers; the next receive saw a buffer, pinned nothing and used a stale address.
//// bad
using System;
using System.Runtime.InteropServices;

internal sealed class MessageArguments : IDisposable
{
    private byte[]? _message;
    private GCHandle _messageHandle;
    private IntPtr _messagePointer;

    public void Receive(Action<IntPtr> receive)
    {
        if (_message == null)
        {
            _message = new byte[64];
            _messageHandle = GCHandle.Alloc(_message, GCHandleType.Pinned);
            _messagePointer = _messageHandle.AddrOfPinnedObject();
        }

        receive(_messagePointer); // bug
    }

    public void SetBuffer()
    {
        // Another kind of operation follows: nothing needs to stay pinned.
        FreePins();
    }

    public void Dispose() => FreePins();

    private void FreePins()
    {
        if (_messageHandle.IsAllocated)
        {
            _messageHandle.Free(); // bug
        }
    }
}

//// clean
using System;
using System.Runtime.InteropServices;

internal sealed class MessageArguments : IDisposable
{
    private byte[]? _message;
    private GCHandle _messageHandle;
    private IntPtr _messagePointer;

    public void Receive(Action<IntPtr> receive)
    {
        if (_message == null)
        {
            _message = new byte[64];
        }

        if (!_messageHandle.IsAllocated)
        {
            _messageHandle = GCHandle.Alloc(_message, GCHandleType.Pinned);
            _messagePointer = _messageHandle.AddrOfPinnedObject();
        }

        receive(_messagePointer);
    }

    public void SetBuffer()
    {
        // Another kind of operation follows: nothing needs to stay pinned.
        FreePins();
    }

    public void Dispose() => FreePins();

    private void FreePins()
    {
        if (_messageHandle.IsAllocated)
        {
            _messageHandle.Free();
            _messagePointer = IntPtr.Zero;
        }
    }
}
