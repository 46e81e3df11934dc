//// pair buffer-of-the-pipe
//// bad
sealed class Framer(PipeReader reader)
{
    private ReadOnlySequence<byte> _rest;

    public async Task<bool> Advance()
    {
        ReadResult result = await reader.ReadAsync();
        _rest = result.Buffer.Slice(4); // bug
        reader.AdvanceTo(result.Buffer.End); // bug
        return !_rest.IsEmpty;
    }
}
//// clean
sealed class Framer(PipeReader reader)
{
    private byte[] _rest = [];

    public async Task<bool> Advance()
    {
        ReadResult result = await reader.ReadAsync();
        _rest = result.Buffer.Slice(4).ToArray();
        reader.AdvanceTo(result.Buffer.End);
        return _rest is not [];
    }
}
//// pair span-of-the-writer-by-memory
//// bad
sealed class Encoder(PipeWriter writer)
{
    private Memory<byte> _length;

    public void Begin(byte kind)
    {
        Memory<byte> memory = writer.GetMemory(8);
        memory.Span[0] = kind;
        _length = memory.Slice(1, 4); // bug
        writer.Advance(8); // bug
    }

    public void End(int length) => BitConverter.TryWriteBytes(_length.Span, length);
}
//// clean
sealed class Encoder(PipeWriter writer)
{
    private int _length;

    public void Begin(byte kind)
    {
        Memory<byte> memory = writer.GetMemory(8);
        memory.Span[0] = kind;
        _length = memory.Slice(1, 4).Length;
        writer.Advance(8);
    }

    public void End(int length) => Console.WriteLine(length - _length);
}
//// pair cookie-of-a-freed-handle
//// bad
private nint _cookie;

void Post(object message, Action<nint> native)
{
    GCHandle handle = GCHandle.Alloc(message);
    _cookie = GCHandle.ToIntPtr(handle); // bug
    try
    {
        native(_cookie);
    }
    finally
    {
        handle.Free(); // bug
    }
}
//// clean
private nint _cookie;

void Post(object message, Action<nint> native)
{
    GCHandle handle = GCHandle.Alloc(message);
    _cookie = GCHandle.ToIntPtr(handle);
    try
    {
        native(_cookie);
    }
    finally
    {
        _cookie = 0;
        handle.Free();
    }
}
//// pair freed-native-block
//// bad
unsafe struct Arena
{
    private byte* _block;
    private nuint _size;

    public void Grow(nuint size)
    {
        byte* fresh = (byte*)NativeMemory.Alloc(size);
        NativeMemory.Copy(_block, fresh, _size);
        _block = fresh; // bug
        _size = size;
        NativeMemory.Free(fresh); // bug
    }

    public readonly byte this[int at] => _block[at];
}
//// clean
unsafe struct Arena
{
    private byte* _block;
    private nuint _size;

    public void Grow(nuint size)
    {
        byte* fresh = (byte*)NativeMemory.Alloc(size);
        NativeMemory.Copy(_block, fresh, _size);
        NativeMemory.Free(_block);
        _block = fresh;
        _size = size;
    }

    public readonly byte this[int at] => _block[at];
}
//// pair pinned-pointer
//// bad
sealed unsafe class Surface
{
    private byte* _pixels;

    public void Lock(Memory<byte> memory)
    {
        using MemoryHandle handle = memory.Pin();
        _pixels = (byte*)handle.Pointer; // bug
    }

    public byte Pixel(int at) => _pixels[at];
}
//// clean
sealed unsafe class Surface : IDisposable
{
    private MemoryHandle _handle;

    public void Lock(Memory<byte> memory)
    {
        _handle.Dispose();
        _handle = memory.Pin();
    }

    public byte Pixel(int at) => ((byte*)_handle.Pointer)[at];

    public void Dispose() => _handle.Dispose();
}
//// pair raw-handle
//// bad
sealed class Terminal
{
    private nint _raw;

    public bool Open(string path)
    {
        var file = File.OpenHandle(path);
        if (file.IsInvalid)
        {
            file.Dispose();
            return false;
        }

        _raw = file.DangerousGetHandle(); // bug
        file.Dispose(); // bug
        return _raw > 0;
    }
}
//// clean
sealed class Terminal
{
    private Microsoft.Win32.SafeHandles.SafeFileHandle? _file;

    public bool Open(string path)
    {
        var file = File.OpenHandle(path);
        if (file.IsInvalid)
        {
            file.Dispose();
            return false;
        }

        _file?.Dispose();
        _file = file;
        return true;
    }
}
