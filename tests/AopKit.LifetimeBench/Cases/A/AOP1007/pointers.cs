//// pair pointer-after-unpin
//// bad
unsafe int Read(Memory<byte> memory)
{
    MemoryHandle handle = memory.Pin();
    byte* start = (byte*)handle.Pointer;
    handle.Dispose();
    return *start; // bug
}
//// clean
unsafe int Read(Memory<byte> memory)
{
    MemoryHandle handle = memory.Pin();
    byte* start = (byte*)handle.Pointer;
    int value = *start;
    handle.Dispose();
    return value;
}
//// pair address-after-free
//// bad
int Sum(int[] values)
{
    GCHandle pinned = GCHandle.Alloc(values, GCHandleType.Pinned);
    nint address = pinned.AddrOfPinnedObject();
    int sum = 0;
    try
    {
        for (int i = 0; i < values.Length; i++)
        {
            sum += Marshal.ReadInt32(address, i * sizeof(int));
        }
    }
    finally
    {
        if (pinned.IsAllocated)
        {
            pinned.Free();
        }
    }

    return sum - Marshal.ReadInt32(address); // bug
}
//// clean
int Sum(int[] values)
{
    GCHandle pinned = GCHandle.Alloc(values, GCHandleType.Pinned);
    nint address = pinned.AddrOfPinnedObject();
    int sum = 0;
    try
    {
        for (int i = 0; i < values.Length; i++)
        {
            sum += Marshal.ReadInt32(address, i * sizeof(int));
        }

        return sum - Marshal.ReadInt32(address);
    }
    finally
    {
        if (pinned.IsAllocated)
        {
            pinned.Free();
        }
    }
}
//// pair span-over-freed-memory
//// bad
unsafe long Median(ReadOnlySpan<long> values)
{
    void* block = NativeMemory.AllocZeroed((nuint)values.Length, sizeof(long));
    var sorted = new Span<long>(block, values.Length);
    values.CopyTo(sorted);
    sorted.Sort();
    NativeMemory.Free(block);
    return sorted[sorted.Length / 2]; // bug
}
//// clean
unsafe long Median(ReadOnlySpan<long> values)
{
    void* block = NativeMemory.AllocZeroed((nuint)values.Length, sizeof(long));
    var sorted = new Span<long>(block, values.Length);
    values.CopyTo(sorted);
    sorted.Sort();
    long median = sorted[sorted.Length / 2];
    NativeMemory.Free(block);
    return median;
}
//// pair raw-handle-after-release
//// bad
[DllImport("libc", EntryPoint = "fsync")]
private static extern int Sync(nint descriptor);

int Persist(Microsoft.Win32.SafeHandles.SafeFileHandle file)
{
    bool added = false;
    file.DangerousAddRef(ref added);
    nint raw = file.DangerousGetHandle();
    file.DangerousRelease();
    return Sync(raw); // bug
}
//// clean
[DllImport("libc", EntryPoint = "fsync")]
private static extern int Sync(nint descriptor);

int Persist(Microsoft.Win32.SafeHandles.SafeFileHandle file)
{
    bool added = false;
    file.DangerousAddRef(ref added);
    nint raw = file.DangerousGetHandle();
    int result = Sync(raw);
    file.DangerousRelease();
    return result;
}
//// pair element-of-a-disposed-document
//// bad
string? Name(Stream json)
{
    System.Text.Json.JsonElement name;
    using (var document = System.Text.Json.JsonDocument.Parse(json))
    {
        name = document.RootElement.GetProperty("name");
    }

    return name.GetString(); // bug
}
//// clean
string? Name(Stream json)
{
    System.Text.Json.JsonElement name;
    using (var document = System.Text.Json.JsonDocument.Parse(json))
    {
        name = document.RootElement.GetProperty("name").Clone();
    }

    return name.GetString();
}
