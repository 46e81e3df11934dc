//// pair array-returned-after-adding
//// bad
private readonly List<byte[]> _blocks = [];

void Load(Stream source, int count)
{
    byte[] block = ArrayPool<byte>.Shared.Rent(512);
    for (int i = 0; i < count; i++)
    {
        source.ReadExactly(block, 0, 512);
        _blocks.Add(block); // bug
    }

    ArrayPool<byte>.Shared.Return(block); // bug
}
//// clean
private readonly List<byte[]> _blocks = [];

void Load(Stream source, int count)
{
    byte[] block = ArrayPool<byte>.Shared.Rent(512);
    for (int i = 0; i < count; i++)
    {
        source.ReadExactly(block, 0, 512);
        _blocks.Add(block[..512]);
    }

    ArrayPool<byte>.Shared.Return(block);
}
//// near-miss
private readonly List<byte[]> _blocks = [];

void Load(Stream source, int count)
{
    for (int i = 0; i < count; i++)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(512);
        source.ReadExactly(block, 0, 512);
        _blocks.Add(block);
    }
}
//// pair memory-in-a-dictionary
//// bad
private readonly Dictionary<string, ReadOnlyMemory<char>> _values = [];

void Parse(ReadOnlySpan<char> line)
{
    char[] copy = ArrayPool<char>.Shared.Rent(line.Length);
    try
    {
        line.CopyTo(copy);
        int equals = line.IndexOf('=');
        var key = new string(copy, 0, equals);
        _values[key] = copy.AsMemory(equals + 1, line.Length - equals - 1); // bug
    }
    finally
    {
        ArrayPool<char>.Shared.Return(copy);
    }
}
//// clean
private readonly Dictionary<string, ReadOnlyMemory<char>> _values = [];

void Parse(ReadOnlySpan<char> line)
{
    char[] copy = ArrayPool<char>.Shared.Rent(line.Length);
    try
    {
        line.CopyTo(copy);
        int equals = line.IndexOf('=');
        var key = new string(copy, 0, equals);
        _values[key] = copy.AsSpan(equals + 1, line.Length - equals - 1).ToString().AsMemory();
    }
    finally
    {
        ArrayPool<char>.Shared.Return(copy);
    }
}
//// pair owner-disposed-by-using
//// bad
sealed class Backlog
{
    private readonly ConcurrentQueue<Memory<byte>> _messages = new();

    public async Task Receive(Stream source, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(1024);
            int read = await source.ReadAsync(owner.Memory, stop);
            if (read is 0)
            {
                break;
            }

            _messages.Enqueue(owner.Memory[..read]); // bug
        }
    }
}
//// clean
sealed class Backlog
{
    private readonly ConcurrentQueue<IMemoryOwner<byte>> _messages = new();

    public async Task Receive(Stream source, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(1024);
            int read = await source.ReadAsync(owner.Memory, stop);
            if (read is 0)
            {
                owner.Dispose();
                break;
            }

            _messages.Enqueue(owner);
        }
    }
}
//// pair pooled-lists
//// bad
sealed class Groups(Microsoft.Extensions.ObjectPool.ObjectPool<List<int>> pool)
{
    private readonly SortedDictionary<int, List<int>> _groups = [];

    public void Group(int key, params int[] values)
    {
        List<int> group = pool.Get();
        group.AddRange(values);
        if (!_groups.TryAdd(key, group)) // bug
        {
            _groups[key].AddRange(group);
        }

        pool.Return(group); // bug
    }
}
//// clean
sealed class Groups(Microsoft.Extensions.ObjectPool.ObjectPool<List<int>> pool)
{
    private readonly SortedDictionary<int, List<int>> _groups = [];

    public void Group(int key, params int[] values)
    {
        List<int> group = pool.Get();
        group.AddRange(values);
        if (!_groups.TryAdd(key, group))
        {
            _groups[key].AddRange(group);
            pool.Return(group);
        }
    }
}
//// pair segments-for-a-scatter-write
//// bad
private readonly List<ArraySegment<byte>> _segments = [];

void Queue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
{
    byte[] packet = ArrayPool<byte>.Shared.Rent(head.Length + body.Length);
    head.CopyTo(packet);
    body.CopyTo(packet.AsSpan(head.Length));
    _segments.AddRange([new(packet, 0, head.Length), new(packet, head.Length, body.Length)]); // bug
    ArrayPool<byte>.Shared.Return(packet); // bug
}
//// clean
private readonly List<ArraySegment<byte>> _segments = [];

void Queue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
{
    byte[] packet = [.. head, .. body];
    _segments.AddRange([new(packet, 0, head.Length), new(packet, head.Length, body.Length)]);
}
//// near-miss
private readonly List<ArraySegment<byte>> _segments = [];

void Send(System.Net.Sockets.Socket socket, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
{
    byte[] packet = ArrayPool<byte>.Shared.Rent(head.Length + body.Length);
    head.CopyTo(packet);
    body.CopyTo(packet.AsSpan(head.Length));
    _segments.Add(new ArraySegment<byte>(packet, 0, head.Length));
    _segments.Add(new ArraySegment<byte>(packet, head.Length, body.Length));
    socket.Send(_segments);
    _segments.Clear();
    ArrayPool<byte>.Shared.Return(packet);
}
//// pair tuple-in-a-work-list
//// bad
sealed class Indexer
{
    private readonly Stack<(string Name, int[] Offsets, int Count)> _work = new();

    public int Add(string name, ReadOnlySpan<int> offsets)
    {
        int[] sorted = ArrayPool<int>.Shared.Rent(offsets.Length);
        offsets.CopyTo(sorted);
        Array.Sort(sorted, 0, offsets.Length);
        _work.Push((name, sorted, offsets.Length)); // bug
        Recycle(sorted); // bug
        return _work.Count;
    }

    private static void Recycle(int[] array) => ArrayPool<int>.Shared.Return(array);
}
//// clean
sealed class Indexer
{
    private readonly Stack<(string Name, int[] Offsets, int Count)> _work = new();

    public int Add(string name, ReadOnlySpan<int> offsets)
    {
        int[] sorted = ArrayPool<int>.Shared.Rent(offsets.Length);
        offsets.CopyTo(sorted);
        Array.Sort(sorted, 0, offsets.Length);
        _work.Push((name, sorted, offsets.Length));
        return _work.Count;
    }

    public void Finish()
    {
        while (_work.TryPop(out var item))
        {
            Recycle(item.Offsets);
        }
    }

    private static void Recycle(int[] array) => ArrayPool<int>.Shared.Return(array);
}
//// pair lent-array
//// bad
sealed class Receiver
{
    private readonly System.Threading.Channels.Channel<byte[]> _packets =
        System.Threading.Channels.Channel.CreateUnbounded<byte[]>();

    public void OnData([Borrowed] byte[] data, int length)
    {
        if (length == 0)
        {
            _packets.Writer.Complete();
            return;
        }

        _packets.Writer.TryWrite(data); // bug
    }
}
//// clean
sealed class Receiver
{
    private readonly System.Threading.Channels.Channel<byte[]> _packets =
        System.Threading.Channels.Channel.CreateUnbounded<byte[]>();

    public void OnData([Borrowed] byte[] data, int length)
    {
        if (length == 0)
        {
            _packets.Writer.Complete();
            return;
        }

        _packets.Writer.TryWrite(data[..length]);
    }
}
//// pair asynchronous-channel
//// bad
sealed class Feed(System.Threading.Channels.ChannelWriter<Memory<byte>> writer)
{
    public async Task Publish(Stream source)
    {
        using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(100);
        await source.ReadExactlyAsync(owner.Memory[..100]);
        await writer.WriteAsync(owner.Memory[..100]); // bug
    }
}
//// clean
sealed class Feed(System.Threading.Channels.ChannelWriter<Memory<byte>> writer)
{
    public async Task Publish(Stream source)
    {
        Memory<byte> memory = new byte[100];
        await source.ReadExactlyAsync(memory);
        await writer.WriteAsync(memory);
    }
}
//// pair swapped-into-a-slot
//// bad
private readonly byte[]?[] _slots = new byte[]?[4];

void Store(ReadOnlySpan<byte> value, int slot)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(value.Length);
    value.CopyTo(rented);
    (byte[]? old, _slots[slot]) = (_slots[slot], rented); // bug
    ArrayPool<byte>.Shared.Return(rented); // bug
    Console.WriteLine(old?.Length);
}
//// clean
private readonly byte[]?[] _slots = new byte[]?[4];

void Store(ReadOnlySpan<byte> value, int slot)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(value.Length);
    value.CopyTo(rented);
    (byte[]? old, _slots[slot]) = (_slots[slot], rented);
    if (old is not null)
    {
        ArrayPool<byte>.Shared.Return(old);
    }
}
//// pair pooled-object-in-a-queue
//// bad
sealed class Printer(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool)
{
    private readonly Queue<StringBuilder> _jobs = new();

    public bool Print(string text) => text is "" ? false : Enqueue(text);

    private bool Enqueue(string text)
    {
        StringBuilder job = pool.Get();
        job.Append(text);
        _jobs.Enqueue(job); // bug
        pool.Return(job); // bug
        return true;
    }
}
//// clean
sealed class Printer(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool)
{
    private readonly Queue<StringBuilder> _jobs = new();

    public bool Print(string text) => text is "" ? Next() : Enqueue(text);

    private bool Enqueue(string text)
    {
        StringBuilder job = pool.Get();
        job.Append(text);
        _jobs.Enqueue(job);
        return true;
    }

    private bool Next()
    {
        if (!_jobs.TryDequeue(out StringBuilder? job))
        {
            return false;
        }

        pool.Return(job);
        return true;
    }
}
