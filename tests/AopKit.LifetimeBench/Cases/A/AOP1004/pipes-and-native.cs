//// pair message-handled-by-a-task
//// bad
async Task Serve(PipeReader reader, Action<ReadOnlySequence<byte>> handle)
{
    while (true)
    {
        ReadResult result = await reader.ReadAsync();
        ReadOnlySequence<byte> message = result.Buffer;
        Task work = Task.Run(() => handle(message)); // bug
        reader.AdvanceTo(message.End); // bug
        if (result.IsCompleted)
        {
            await work;
            return;
        }
    }
}
//// clean
async Task Serve(PipeReader reader, Action<ReadOnlySequence<byte>> handle)
{
    while (true)
    {
        ReadResult result = await reader.ReadAsync();
        ReadOnlySequence<byte> message = result.Buffer;
        Task work = Task.Run(() => handle(message));
        await work;
        reader.AdvanceTo(message.End);
        if (result.IsCompleted)
        {
            return;
        }
    }
}
//// pair freed-before-the-thread-reads
//// bad
void Play(short[] samples, Action<nint, int> device)
{
    nint block = Marshal.AllocHGlobal(samples.Length * sizeof(short));
    Marshal.Copy(samples, 0, block, samples.Length);
    var player = new Thread(() => device(block, samples.Length)); // bug
    player.Start(); // bug
    Marshal.FreeHGlobal(block); // bug
}
//// clean
void Play(short[] samples, Action<nint, int> device)
{
    nint block = Marshal.AllocHGlobal(samples.Length * sizeof(short));
    Marshal.Copy(samples, 0, block, samples.Length);
    var player = new Thread(() => device(block, samples.Length));
    player.Start();
    player.Join();
    Marshal.FreeHGlobal(block);
}
//// pair handle-freed-behind-the-callback
//// bad
event Action<int>? Completed;

void Begin(object state, Action<nint> native)
{
    GCHandle handle = GCHandle.Alloc(state);
    Completed += code => Console.WriteLine($"{code}: {handle.Target}"); // bug
    native(GCHandle.ToIntPtr(handle));
    handle.Free(); // bug
}
//// clean
event Action<int>? Completed;

void Begin(object state, Action<nint> native)
{
    GCHandle handle = GCHandle.Alloc(state);
    Completed += code =>
    {
        Console.WriteLine($"{code}: {handle.Target}");
        handle.Free();
    };
    native(GCHandle.ToIntPtr(handle));
}
//// pair file-closed-under-a-task
//// bad
Task<int> ReadLater(string path, byte[] target)
{
    using var file = File.OpenHandle(path);
    return Task.Factory.StartNew(() => RandomAccess.Read(file, target, 0)); // bug
}
//// clean
async Task<int> ReadLater(string path, byte[] target)
{
    using var file = File.OpenHandle(path);
    return await Task.Factory.StartNew(() => RandomAccess.Read(file, target, 0));
}
