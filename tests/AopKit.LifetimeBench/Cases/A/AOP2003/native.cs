//// pair gc-handle-on-refusal
//// bad
bool Register(object state, Func<nint, bool> native)
{
    GCHandle handle = GCHandle.Alloc(state); // bug
    bool accepted = native(GCHandle.ToIntPtr(handle));
    if (!accepted)
    {
        return false; // bug
    }

    handle.Free();
    return true;
}
//// clean
bool Register(object state, Func<nint, bool> native)
{
    GCHandle handle = GCHandle.Alloc(state);
    bool accepted = native(GCHandle.ToIntPtr(handle));
    if (!accepted)
    {
        handle.Free();
        return false;
    }

    handle.Free();
    return true;
}
//// near-miss
sealed class Registration(object state) : IDisposable
{
    private GCHandle _handle = GCHandle.Alloc(state);

    public nint Cookie => GCHandle.ToIntPtr(_handle);

    public void Dispose()
    {
        if (_handle.IsAllocated)
        {
            _handle.Free();
        }
    }
}
//// pair allocated-in-a-loop
//// bad
unsafe int Largest(IReadOnlyList<string> names)
{
    int largest = 0;
    for (int i = 0; i < names.Count; i++)
    {
        byte* name = (byte*)NativeMemory.Alloc((nuint)names[i].Length + 1); // bug
        int length = Encoding.ASCII.GetBytes(names[i], new Span<byte>(name, names[i].Length));
        name[length] = 0;
        largest = int.Max(largest, name[0] + name[length / 2]);
    }

    return largest;
}
//// clean
unsafe int Largest(IReadOnlyList<string> names)
{
    int largest = 0;
    for (int i = 0; i < names.Count; i++)
    {
        byte* name = (byte*)NativeMemory.Alloc((nuint)names[i].Length + 1);
        int length = Encoding.ASCII.GetBytes(names[i], new Span<byte>(name, names[i].Length));
        name[length] = 0;
        largest = int.Max(largest, name[0] + name[length / 2]);
        NativeMemory.Free(name);
    }

    return largest;
}
//// pair string-copy-on-error
//// bad
int Open(string path, Func<nint, nint, int> open)
{
    nint first = Marshal.StringToHGlobalAnsi(path); // bug
    nint second = Marshal.StringToHGlobalAnsi("r");
    int descriptor = open(first, second);
    Marshal.FreeHGlobal(second);
    if (descriptor < 0)
    {
        throw new IOException(path); // bug
    }

    Marshal.FreeHGlobal(first);
    return descriptor;
}
//// clean
int Open(string path, Func<nint, nint, int> open)
{
    nint first = Marshal.StringToHGlobalAnsi(path);
    nint second = Marshal.StringToHGlobalAnsi("r");
    int descriptor = open(first, second);
    Marshal.FreeHGlobal(second);
    Marshal.FreeHGlobal(first);
    if (descriptor < 0)
    {
        throw new IOException(path);
    }

    return descriptor;
}
//// near-miss
nint Copy(string text, bool wide)
{
    nint copy = wide ? Marshal.StringToHGlobalUni(text) : Marshal.StringToHGlobalAnsi(text);
    Console.WriteLine(text);
    return copy;
}
//// pair block-of-a-lambda
//// bad
Func<int, short> Reader() => static count =>
{
    nint block = Marshal.AllocHGlobal(count * sizeof(short)); // bug
    Marshal.WriteInt16(block, 7);
    return count switch
    {
        > 1 => Marshal.ReadInt16(block, sizeof(short)),
        _ => Marshal.ReadInt16(block),
    };
};
//// clean
Func<int, short> Reader() => static count =>
{
    nint block = Marshal.AllocHGlobal(count * sizeof(short));
    Marshal.WriteInt16(block, 7);
    short value = count switch
    {
        > 1 => Marshal.ReadInt16(block, sizeof(short)),
        _ => Marshal.ReadInt16(block),
    };
    Marshal.FreeHGlobal(block);
    return value;
};
//// pair added-and-not-released
//// bad
int Poll(SafeHandle handle, Func<nint, int> native)
{
    bool added = false;
    handle.DangerousAddRef(ref added); // bug
    int state = native(handle.DangerousGetHandle());
    if (state == 0)
    {
        return -1; // bug
    }

    handle.DangerousRelease();
    return state;
}
//// clean
int Poll(SafeHandle handle, Func<nint, int> native)
{
    bool added = false;
    handle.DangerousAddRef(ref added);
    int state = native(handle.DangerousGetHandle());
    handle.DangerousRelease();
    return state == 0 ? -1 : state;
}
//// pair aligned-block
//// bad
unsafe long Dot(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
{
    long* products = (long*)NativeMemory.AlignedAlloc((nuint)left.Length * sizeof(long), 64); // bug
    long sum = 0;
    for (int i = 0; i < left.Length; i++)
    {
        if (i >= right.Length)
        {
            return sum; // bug
        }

        products[i] = left[i] * right[i];
        sum += products[i];
    }

    NativeMemory.AlignedFree(products);
    return sum;
}
//// clean
unsafe long Dot(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
{
    long* products = (long*)NativeMemory.AlignedAlloc((nuint)left.Length * sizeof(long), 64);
    long sum = 0;
    for (int i = 0; i < left.Length; i++)
    {
        if (i >= right.Length)
        {
            break;
        }

        products[i] = left[i] * right[i];
        sum += products[i];
    }

    NativeMemory.AlignedFree(products);
    return sum;
}
//// pair weak-handle-in-a-catch
//// bad
string? Name(object item)
{
    GCHandle weak = GCHandle.Alloc(item, GCHandleType.Weak); // bug
    try
    {
        string? name = weak.Target?.ToString();
        weak.Free();
        return name;
    }
    catch (FormatException)
    {
        return null; // bug
    }
}
//// clean
string? Name(object item)
{
    GCHandle weak = GCHandle.Alloc(item, GCHandleType.Weak);
    try
    {
        return weak.Target?.ToString();
    }
    catch (FormatException)
    {
        return null;
    }
    finally
    {
        weak.Free();
    }
}
//// pair file-handle-on-one-path
//// bad
long Size(string path, long least)
{
    Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path); // bug
    long size = RandomAccess.GetLength(file);
    if (size < least)
    {
        return least; // bug
    }

    file.Close();
    return size;
}
//// clean
long Size(string path, long least)
{
    using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
    long size = RandomAccess.GetLength(file);
    if (size < least)
    {
        return least;
    }

    return size;
}
