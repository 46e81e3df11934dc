//// pair lines-of-the-pipe
//// bad
sealed class LineReader(PipeReader reader)
{
    private readonly List<ReadOnlySequence<byte>> _lines = [];

    public async Task<int> Read()
    {
        ReadResult result = await reader.ReadAsync();
        ReadOnlySequence<byte> rest = result.Buffer;
        while (rest.PositionOf((byte)'\n') is { } end)
        {
            _lines.Add(rest.Slice(0, end)); // bug
            rest = rest.Slice(rest.GetPosition(1, end));
        }

        reader.AdvanceTo(rest.Start, rest.End); // bug
        return _lines.Count;
    }
}
//// clean
sealed class LineReader(PipeReader reader)
{
    private readonly List<string> _lines = [];

    public async Task<int> Read()
    {
        ReadResult result = await reader.ReadAsync();
        ReadOnlySequence<byte> rest = result.Buffer;
        while (rest.PositionOf((byte)'\n') is { } end)
        {
            _lines.Add(Encoding.ASCII.GetString(rest.Slice(0, end)));
            rest = rest.Slice(rest.GetPosition(1, end));
        }

        reader.AdvanceTo(rest.Start, rest.End);
        return _lines.Count;
    }
}
//// pair first-segments
//// bad
async Task Sample(PipeReader reader, ConcurrentBag<ReadOnlyMemory<byte>> samples)
{
    ReadResult result;
    do
    {
        result = await reader.ReadAsync();
        ReadOnlyMemory<byte> first = result.Buffer.First;
        samples.Add(first); // bug
        reader.AdvanceTo(result.Buffer.End); // bug
    }
    while (!result.IsCompleted);
}
//// clean
async Task Sample(PipeReader reader, ConcurrentBag<ReadOnlyMemory<byte>> samples)
{
    ReadResult result;
    do
    {
        result = await reader.ReadAsync();
        ReadOnlyMemory<byte> first = result.Buffer.First;
        samples.Add(first.ToArray());
        reader.AdvanceTo(result.Buffer.End);
    }
    while (!result.IsCompleted);
}
//// pair freed-cookies
//// bad
private readonly HashSet<nint> _known = [];

bool Offer(object state, Func<nint, bool> native)
{
    GCHandle handle = GCHandle.Alloc(state, GCHandleType.Weak);
    _known.Add((nint)handle); // bug
    bool accepted = native((nint)handle);
    handle.Free(); // bug
    return accepted;
}
//// clean
private readonly HashSet<nint> _known = [];

bool Offer(object state, Func<nint, bool> native)
{
    GCHandle handle = GCHandle.Alloc(state, GCHandleType.Weak);
    _known.Add((nint)handle);
    bool accepted = native((nint)handle);
    _known.Remove((nint)handle);
    handle.Free();
    return accepted;
}
//// pair freed-strings
//// bad
private readonly nint[] _arguments = new nint[16];

int Spawn(string[] arguments, Func<nint[], int> native)
{
    for (int i = 0; i < arguments.Length; i++)
    {
        nint argument = Marshal.StringToCoTaskMemAnsi(arguments[i]);
        _arguments[i] = argument; // bug
        Marshal.FreeCoTaskMem(argument); // bug
    }

    return native(_arguments);
}
//// clean
private readonly nint[] _arguments = new nint[16];

int Spawn(string[] arguments, Func<nint[], int> native)
{
    for (int i = 0; i < arguments.Length; i++)
    {
        _arguments[i] = Marshal.StringToCoTaskMemAnsi(arguments[i]);
    }

    int result = native(_arguments);
    foreach (ref nint argument in _arguments.AsSpan(0, arguments.Length))
    {
        Marshal.FreeCoTaskMem(argument);
        argument = 0;
    }

    return result;
}
//// pair raw-handles
//// bad
private readonly List<nint> _descriptors = [];

void Inherit(SafeHandle handle)
{
    bool added = false;
    try
    {
        handle.DangerousAddRef(ref added);
        _descriptors.Insert(0, handle.DangerousGetHandle()); // bug
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
private readonly List<SafeHandle> _descriptors = [];

void Inherit(SafeHandle handle)
{
    bool added = false;
    try
    {
        handle.DangerousAddRef(ref added);
        Console.WriteLine(handle.DangerousGetHandle());
        _descriptors.Insert(0, handle);
    }
    finally
    {
        if (added)
        {
            handle.DangerousRelease();
        }
    }
}
