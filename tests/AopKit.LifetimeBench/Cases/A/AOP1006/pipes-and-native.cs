//// pair sequence-after-advance
//// bad
async Task<ReadOnlySequence<byte>> Next(PipeReader reader, int length)
{
    ReadResult result = await reader.ReadAtLeastAsync(length);
    ReadOnlySequence<byte> message = result.Buffer.Slice(0, length);
    reader.AdvanceTo(message.End);
    return message; // bug
}
//// clean
async Task<byte[]> Next(PipeReader reader, int length)
{
    ReadResult result = await reader.ReadAtLeastAsync(length);
    ReadOnlySequence<byte> message = result.Buffer.Slice(0, length);
    byte[] copy = message.ToArray();
    reader.AdvanceTo(message.End);
    return copy;
}
//// pair freed-string
//// bad
nint Translate(string text, Action<nint> native)
{
    nint copy = Marshal.StringToHGlobalAnsi(text);
    native(copy);
    Marshal.FreeHGlobal(copy);
    return copy; // bug
}
//// clean
string? Translate(string text, Action<nint> native)
{
    nint copy = Marshal.StringToHGlobalAnsi(text);
    native(copy);
    string? translated = Marshal.PtrToStringAnsi(copy);
    Marshal.FreeHGlobal(copy);
    return translated;
}
//// pair span-over-freed-memory
//// bad
unsafe Span<byte> Reverse(ReadOnlySpan<byte> input)
{
    byte* block = (byte*)NativeMemory.Alloc((nuint)input.Length);
    Span<byte> reversed = new(block, input.Length);
    input.CopyTo(reversed);
    reversed.Reverse();
    NativeMemory.Free(block);
    return reversed; // bug
}
//// clean
unsafe Span<byte> Reverse(ReadOnlySpan<byte> input)
{
    byte* block = (byte*)NativeMemory.Alloc((nuint)input.Length);
    Span<byte> reversed = new(block, input.Length);
    input.CopyTo(reversed);
    reversed.Reverse();
    byte[] result = [.. reversed];
    NativeMemory.Free(block);
    return result;
}
//// pair address-of-an-unpinned-array
//// bad
nint AddressOf(byte[] data)
{
    GCHandle pin = GCHandle.Alloc(data, GCHandleType.Pinned);
    nint address = pin.AddrOfPinnedObject();
    pin.Free();
    return data.Length == 0 ? 0 : address; // bug
}
//// clean
(nint, GCHandle) AddressOf(byte[] data)
{
    GCHandle pin = GCHandle.Alloc(data, GCHandleType.Pinned);
    nint address = pin.AddrOfPinnedObject();
    return (data.Length == 0 ? 0 : address, pin);
}
//// pair raw-handle-of-a-using
//// bad
nint Descriptor(string path)
{
    using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, FileMode.OpenOrCreate);
    return file.DangerousGetHandle(); // bug
}
//// clean
Microsoft.Win32.SafeHandles.SafeFileHandle Descriptor(string path)
{
    Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, FileMode.OpenOrCreate);
    return file;
}
//// pair element-of-a-using
//// bad
System.Text.Json.JsonElement Settings(string path)
{
    using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
    return document.RootElement; // bug
}
//// clean
System.Text.Json.JsonElement Settings(string path)
{
    using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
    return document.RootElement.Clone();
}
