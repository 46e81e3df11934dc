// source: aspnet/KestrelHttpServer fff28990fe01  https://github.com/aspnet/KestrelHttpServer/commit/fff28990fe01
// title: The end of a read and the disposal of its listener both free the read buffer
// story: The native buffer of a listener was freed in the callback that sees the end of its pipe, and again by Dispose.
// Mended by leaving it to Dispose alone.
//// bad
using System;
using System.Runtime.InteropServices;

internal interface IReadPipe : IDisposable
{
    void ReadStart(IntPtr buffer, int size, Action<int> onRead);
}

internal sealed class SecondaryListener : IDisposable
{
    private readonly IReadPipe _pipe;
    private readonly Action _accept;
    private readonly IntPtr _buffer;

    public SecondaryListener(IReadPipe pipe, Action accept)
    {
        _pipe = pipe;
        _accept = accept;
        _buffer = Marshal.AllocHGlobal(4);
    }

    public void Start() => _pipe.ReadStart(_buffer, 4, OnRead);

    public void Dispose()
    {
        Marshal.FreeHGlobal(_buffer); // bug
        _pipe.Dispose();
    }

    private void OnRead(int status)
    {
        if (status < 0)
        {
            _pipe.Dispose();
            Marshal.FreeHGlobal(_buffer); // bug
            return;
        }

        _accept();
    }
}

//// clean
using System;
using System.Runtime.InteropServices;

internal interface IReadPipe : IDisposable
{
    void ReadStart(IntPtr buffer, int size, Action<int> onRead);
}

internal sealed class SecondaryListener : IDisposable
{
    private readonly IReadPipe _pipe;
    private readonly Action _accept;
    private readonly IntPtr _buffer;

    public SecondaryListener(IReadPipe pipe, Action accept)
    {
        _pipe = pipe;
        _accept = accept;
        _buffer = Marshal.AllocHGlobal(4);
    }

    public void Start() => _pipe.ReadStart(_buffer, 4, OnRead);

    public void Dispose()
    {
        _pipe.Dispose();
        Marshal.FreeHGlobal(_buffer);
    }

    private void OnRead(int status)
    {
        if (status < 0)
        {
            _pipe.Dispose();
            return;
        }

        _accept();
    }
}
