//// pair freed-in-branch-and-after
//// bad
unsafe bool Check(ReadOnlySpan<byte> data)
{
    byte* copy = (byte*)NativeMemory.Alloc((nuint)data.Length);
    data.CopyTo(new Span<byte>(copy, data.Length));
    bool zero = copy[0] == 0;
    if (zero)
    {
        NativeMemory.Free(copy);
    }

    NativeMemory.Free(copy); // bug
    return zero;
}
//// clean
unsafe bool Check(ReadOnlySpan<byte> data)
{
    byte* copy = (byte*)NativeMemory.Alloc((nuint)data.Length);
    data.CopyTo(new Span<byte>(copy, data.Length));
    bool zero = copy[0] == 0;
    if (zero)
    {
        NativeMemory.Free(copy);
        return true;
    }

    NativeMemory.Free(copy);
    return zero;
}
//// near-miss
unsafe bool Check(ReadOnlySpan<byte> data)
{
    byte* copy = (byte*)NativeMemory.Alloc((nuint)data.Length);
    data.CopyTo(new Span<byte>(copy, data.Length));
    bool zero = copy[0] == 0;
    if (zero)
    {
        NativeMemory.Free(copy);
        copy = null;
    }

    NativeMemory.Free(copy);
    return zero;
}
//// pair reallocated-then-freed
//// bad
unsafe void Resize(nuint from, nuint to)
{
    void* small = NativeMemory.Alloc(from);
    void* large = NativeMemory.Realloc(small, to);
    Console.WriteLine((nint)large);
    NativeMemory.Free(large);
    NativeMemory.Free(small); // bug
}
//// clean
unsafe void Resize(nuint from, nuint to)
{
    void* small = NativeMemory.Alloc(from);
    void* large = NativeMemory.Realloc(small, to);
    Console.WriteLine((nint)large);
    NativeMemory.Free(large);
}
//// pair catch-and-finally
//// bad
int Call(string name, Func<nint, int> native)
{
    nint text = Marshal.StringToCoTaskMemUTF8(name);
    try
    {
        return native(text);
    }
    catch (COMException exception)
    {
        Marshal.FreeCoTaskMem(text);
        return exception.HResult;
    }
    finally
    {
        Marshal.FreeCoTaskMem(text); // bug
    }
}
//// clean
int Call(string name, Func<nint, int> native)
{
    nint text = Marshal.StringToCoTaskMemUTF8(name);
    try
    {
        return native(text);
    }
    catch (COMException exception)
    {
        return exception.HResult;
    }
    finally
    {
        Marshal.FreeCoTaskMem(text);
    }
}
//// pair copied-gc-handle
//// bad
nint Publish(object state, Func<nint, bool> register)
{
    GCHandle handle = GCHandle.Alloc(state);
    GCHandle copy = handle;
    nint cookie = GCHandle.ToIntPtr(copy);
    if (!register(cookie))
    {
        copy.Free();
        handle.Free(); // bug
        return 0;
    }

    return cookie;
}
//// clean
nint Publish(object state, Func<nint, bool> register)
{
    GCHandle handle = GCHandle.Alloc(state);
    GCHandle copy = handle;
    nint cookie = GCHandle.ToIntPtr(copy);
    if (!register(cookie))
    {
        handle.Free();
        return 0;
    }

    return cookie;
}
//// near-miss
nint Publish(object state, Func<nint, bool> register)
{
    GCHandle handle = GCHandle.Alloc(state);
    if (!register(GCHandle.ToIntPtr(handle)))
    {
        handle.Free();
    }

    if (!handle.IsAllocated)
    {
        return 0;
    }

    return GCHandle.ToIntPtr(handle);
}
//// pair released-twice-for-one-addition
//// bad
long Ask(SafeHandle handle, Func<nint, long> query)
{
    bool added = false;
    try
    {
        handle.DangerousAddRef(ref added);
        long answer = query(handle.DangerousGetHandle());
        handle.DangerousRelease();
        return answer;
    }
    finally
    {
        if (added)
        {
            handle.DangerousRelease(); // bug
        }
    }
}
//// clean
long Ask(SafeHandle handle, Func<nint, long> query)
{
    bool added = false;
    try
    {
        handle.DangerousAddRef(ref added);
        return query(handle.DangerousGetHandle());
    }
    finally
    {
        if (added)
        {
            handle.DangerousRelease();
        }
    }
}
//// pair copied-memory-handle
//// bad
unsafe void Clear(Memory<int> memory)
{
    MemoryHandle pin = memory.Pin();
    using (MemoryHandle same = pin)
    {
        *(int*)same.Pointer = 0;
    }

    pin.Dispose(); // bug
}
//// clean
unsafe void Clear(Memory<int> memory)
{
    MemoryHandle pin = memory.Pin();
    *(int*)pin.Pointer = 0;
    pin.Dispose();
}
//// near-miss
int Clear(int length)
{
    using IMemoryOwner<int> owner = MemoryPool<int>.Shared.Rent(length);
    int capacity = owner.Memory.Length;
    owner.Dispose();
    return capacity;
}
