//// pair freed-handle-target
//// bad
object? Unwrap(nint cookie)
{
    GCHandle handle = GCHandle.FromIntPtr(cookie);
    handle.Free();
    return handle.Target; // bug
}
//// clean
object? Unwrap(nint cookie)
{
    GCHandle handle = GCHandle.FromIntPtr(cookie);
    object? target = handle.Target;
    handle.Free();
    return target;
}
//// pair pointer-read-after-free
//// bad
unsafe int Scratch(int count)
{
    int* numbers = (int*)NativeMemory.Alloc((nuint)count, sizeof(int));
    for (int i = 0; i < count; i++)
    {
        numbers[i] = i;
    }

    NativeMemory.Free(numbers);
    return numbers[count - 1]; // bug
}
//// clean
unsafe int Scratch(int count)
{
    int* numbers = (int*)NativeMemory.Alloc((nuint)count, sizeof(int));
    for (int i = 0; i < count; i++)
    {
        numbers[i] = i;
    }

    int last = numbers[count - 1];
    NativeMemory.Free(numbers);
    return last;
}
//// near-miss
unsafe int Scratch(int* numbers, int count)
{
    if (count > 100)
    {
        NativeMemory.Free(numbers);
        numbers = null;
    }

    return numbers == null ? 0 : numbers[count - 1];
}
//// pair old-block-after-realloc
//// bad
unsafe byte Enlarge(byte* block, nuint size)
{
    byte* moved = (byte*)NativeMemory.Realloc(block, size * 2);
    moved[size] = block[0]; // bug
    byte result = moved[size];
    NativeMemory.Free(moved);
    return result;
}
//// clean
unsafe byte Enlarge(byte* block, nuint size)
{
    byte first = block[0];
    byte* moved = (byte*)NativeMemory.Realloc(block, size * 2);
    moved[size] = first;
    byte result = moved[size];
    NativeMemory.Free(moved);
    return result;
}
//// pair hglobal-read-after-free
//// bad
string? Roundtrip(string text)
{
    nint copy = Marshal.StringToHGlobalUni(text);
    try
    {
        Marshal.WriteInt16(copy, 0, 'x');
    }
    finally
    {
        Marshal.FreeHGlobal(copy);
    }

    return Marshal.PtrToStringUni(copy); // bug
}
//// clean
string? Roundtrip(string text)
{
    nint copy = Marshal.StringToHGlobalUni(text);
    try
    {
        Marshal.WriteInt16(copy, 0, 'x');
        return Marshal.PtrToStringUni(copy);
    }
    finally
    {
        Marshal.FreeHGlobal(copy);
    }
}
//// pair file-handle-closed-early
//// bad
long Size(string path, Span<byte> head)
{
    Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
    long length = RandomAccess.GetLength(file);
    file.Dispose();
    RandomAccess.Read(file, head, fileOffset: 0); // bug
    return length;
}
//// clean
long Size(string path, Span<byte> head)
{
    Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
    long length = RandomAccess.GetLength(file);
    RandomAccess.Read(file, head, fileOffset: 0);
    file.Dispose();
    return length;
}
//// pair value-task-asked-after-await
//// bad
async Task<int> Fetch(PipeWriter writer, ReadOnlyMemory<byte> data)
{
    ValueTask<FlushResult> flush = writer.WriteAsync(data);
    FlushResult result = await flush;
    return flush.IsCompletedSuccessfully && !result.IsCompleted ? 1 : 0; // bug
}
//// clean
async Task<int> Fetch(PipeWriter writer, ReadOnlyMemory<byte> data)
{
    ValueTask<FlushResult> flush = writer.WriteAsync(data);
    bool wasDone = flush.IsCompletedSuccessfully;
    FlushResult result = await flush;
    return wasDone && !result.IsCompleted ? 1 : 0;
}
//// pair asked-again-after-freeing-a-field
//// bad
sealed unsafe class Bitmap : IDisposable
{
    private byte* _bits = (byte*)NativeMemory.AllocZeroed(1024);

    public byte Clear()
    {
        NativeMemory.Free(_bits);
        byte last = _bits[1023]; // bug
        _bits = (byte*)NativeMemory.AllocZeroed(1024);
        return last;
    }

    public void Dispose() => NativeMemory.Free(_bits);
}
//// clean
sealed unsafe class Bitmap : IDisposable
{
    private byte* _bits = (byte*)NativeMemory.AllocZeroed(1024);

    public byte Clear()
    {
        byte last = _bits[1023];
        NativeMemory.Free(_bits);
        _bits = (byte*)NativeMemory.AllocZeroed(1024);
        return last;
    }

    public void Dispose() => NativeMemory.Free(_bits);
}
