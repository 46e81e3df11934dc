// source: dotnet/corefx ab0e5a0a81f6  https://github.com/dotnet/corefx/commit/ab0e5a0a81f6
// title: A request context is closed on an error path with the listener's memory still attached to it
// story: The context frees the memory block of its request when it is closed, unless it was detached. One error path
// closed it without detaching, and the listener's finally then freed the same block.
//// bad
using System;
using System.Runtime.InteropServices;

internal sealed class RequestBlock : IDisposable
{
    public IntPtr Memory { get; private set; } = Marshal.AllocHGlobal(4096);

    public void Dispose() => Marshal.FreeHGlobal(Memory);
}

internal sealed class RequestContext(RequestBlock block)
{
    private RequestBlock? _block = block;

    public string Method => _block is { } held ? Marshal.PtrToStringUTF8(held.Memory) ?? "" : "";

    public void DetachBlock() => _block = null;

    public void Close()
    {
        _block?.Dispose();
        _block = null;
    }
}

internal sealed class Listener(Func<RequestContext, string> selectScheme)
{
    public RequestContext? Accept()
    {
        var block = new RequestBlock();
        RequestContext? context = null;
        bool stolen = false;

        try
        {
            context = new RequestContext(block);

            try
            {
                if (selectScheme(context).Length == 0)
                {
                    return null;
                }
            }
            catch (InvalidOperationException)
            {
                context.Close(); // bug
                return null;
            }

            stolen = true;
            return context;
        }
        finally
        {
            if (!stolen)
            {
                context?.DetachBlock();
                block.Dispose(); // bug
            }
        }
    }
}

//// clean
using System;
using System.Runtime.InteropServices;

internal sealed class RequestBlock : IDisposable
{
    public IntPtr Memory { get; private set; } = Marshal.AllocHGlobal(4096);

    public void Dispose() => Marshal.FreeHGlobal(Memory);
}

internal sealed class RequestContext(RequestBlock block)
{
    private RequestBlock? _block = block;

    public string Method => _block is { } held ? Marshal.PtrToStringUTF8(held.Memory) ?? "" : "";

    public void DetachBlock() => _block = null;

    public void Close()
    {
        _block?.Dispose();
        _block = null;
    }
}

internal sealed class Listener(Func<RequestContext, string> selectScheme)
{
    public RequestContext? Accept()
    {
        var block = new RequestBlock();
        RequestContext? context = null;
        bool stolen = false;

        try
        {
            context = new RequestContext(block);

            try
            {
                if (selectScheme(context).Length == 0)
                {
                    return null;
                }
            }
            catch (InvalidOperationException)
            {
                FreeContext(ref context);
                return null;
            }

            stolen = true;
            return context;
        }
        finally
        {
            if (!stolen)
            {
                context?.DetachBlock();
                block.Dispose();
            }
        }
    }

    private static void FreeContext(ref RequestContext? context)
    {
        if (context != null)
        {
            context.DetachBlock();
            context.Close();
            context = null;
        }
    }
}
