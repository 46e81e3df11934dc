//// pair array-returned-behind-the-field
//// bad
private byte[] _header = [];

void ReadHeader(Stream source)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(16);
    source.ReadExactly(rented, 0, 16);
    _header = rented; // bug
    ArrayPool<byte>.Shared.Return(rented); // bug
}
//// clean
private byte[] _header = [];

void ReadHeader(Stream source)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(16);
    source.ReadExactly(rented, 0, 16);
    _header = rented[..16];
    ArrayPool<byte>.Shared.Return(rented);
}
//// near-miss
private byte[]? _header;

void ReadHeader(Stream source)
{
    byte[] rented = ArrayPool<byte>.Shared.Rent(16);
    source.ReadExactly(rented, 0, 16);
    if (_header is not null)
    {
        ArrayPool<byte>.Shared.Return(_header);
    }

    _header = rented;
}
//// pair memory-of-a-using
//// bad
sealed class Buffered
{
    private ReadOnlyMemory<byte> _unread;

    public async Task Fill(Stream source)
    {
        using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(4096);
        int read = await source.ReadAsync(owner.Memory);
        _unread = owner.Memory[..read]; // bug
    }

    public int Take(Span<byte> target)
    {
        _unread.Span[..target.Length].CopyTo(target);
        _unread = _unread[target.Length..];
        return target.Length;
    }
}
//// clean
sealed class Buffered : IDisposable
{
    private ReadOnlyMemory<byte> _unread;
    private IMemoryOwner<byte>? _owner;

    public async Task Fill(Stream source)
    {
        _owner ??= MemoryPool<byte>.Shared.Rent(4096);
        int read = await source.ReadAsync(_owner.Memory);
        _unread = _owner.Memory[..read];
    }

    public int Take(Span<byte> target)
    {
        _unread.Span[..target.Length].CopyTo(target);
        _unread = _unread[target.Length..];
        return target.Length;
    }

    public void Dispose() => _owner?.Dispose();
}
//// pair builder-cached-and-pooled
//// bad
sealed class Logger(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool)
{
    [ThreadStatic]
    private static StringBuilder? t_line;

    public void Log(string message, TextWriter writer)
    {
        StringBuilder line = pool.Get();
        t_line = line.Append(message); // bug
        writer.WriteLine(line);
        pool.Return(line); // bug
    }

    public static int LastLength => t_line?.Length ?? 0;
}
//// clean
sealed class Logger(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool)
{
    [ThreadStatic]
    private static int t_line;

    public void Log(string message, TextWriter writer)
    {
        StringBuilder line = pool.Get();
        t_line = line.Append(message).Length;
        writer.WriteLine(line);
        pool.Return(line);
    }

    public static int LastLength => t_line;
}
//// pair struct-holding-a-returned-array
//// bad
struct Window
{
    public int[] Values;
    public int Count;
}

sealed class Averager
{
    private Window _last;

    public double Average(IEnumerable<int> source)
    {
        int[] values = ArrayPool<int>.Shared.Rent(100);
        try
        {
            int count = 0;
            foreach (int value in source.Take(100))
            {
                values[count++] = value;
            }

            _last = new Window { Values = values, Count = count }; // bug
            return values.AsSpan(0, count).ToArray().Average();
        }
        finally
        {
            ArrayPool<int>.Shared.Return(values);
        }
    }

    public int Last => _last.Values[_last.Count - 1];
}
//// clean
struct Window
{
    public int[] Values;
    public int Count;
}

sealed class Averager
{
    private Window _last;

    public double Average(IEnumerable<int> source)
    {
        int[] values = ArrayPool<int>.Shared.Rent(100);
        try
        {
            int count = 0;
            foreach (int value in source.Take(100))
            {
                values[count++] = value;
            }

            _last = new Window { Values = values[..count], Count = count };
            return values.AsSpan(0, count).ToArray().Average();
        }
        finally
        {
            ArrayPool<int>.Shared.Return(values);
        }
    }

    public int Last => _last.Values[_last.Count - 1];
}
//// near-miss
sealed class Averager
{
    private int[]? _scratch;

    public double Average(IEnumerable<int> source)
    {
        _scratch = ArrayPool<int>.Shared.Rent(100);
        try
        {
            int count = 0;
            foreach (int value in source.Take(100))
            {
                _scratch[count++] = value;
            }

            return _scratch.AsSpan(0, count).ToArray().Average();
        }
        finally
        {
            ArrayPool<int>.Shared.Return(_scratch);
            _scratch = null;
        }
    }
}
//// pair callee-keeps-what-the-caller-returns
//// bad
sealed class Parser
{
    private byte[]? _input;

    public int Run(Stream source, ArrayPool<byte> pool)
    {
        byte[] block = pool.Rent(2048);
        int read = source.Read(block);
        Attach(block); // bug
        int first = read > 0 ? Peek() : -1;
        pool.Return(block); // bug
        return first;
    }

    private void Attach(byte[] input) => _input = input;

    public int Peek() => _input?[0] ?? -1;
}
//// clean
sealed class Parser
{
    private byte[]? _input;

    public int Run(Stream source, ArrayPool<byte> pool)
    {
        byte[] block = pool.Rent(2048);
        int read = source.Read(block);
        Attach(block);
        int first = read > 0 ? Peek() : -1;
        Attach(null);
        pool.Return(block);
        return first;
    }

    private void Attach(byte[]? input) => _input = input;

    public int Peek() => _input?[0] ?? -1;
}
//// pair lent-memory
//// bad
sealed class Digest
{
    private ReadOnlyMemory<byte> _tail;

    public void Add([Borrowed] ReadOnlyMemory<byte> data)
    {
        int whole = data.Length & ~15;
        _tail = data[whole..]; // bug
    }

    public int Pending => _tail.Length;
}
//// clean
sealed class Digest
{
    private readonly byte[] _tail = new byte[16];

    public void Add([Borrowed] ReadOnlyMemory<byte> data)
    {
        int whole = data.Length & ~15;
        data[whole..].CopyTo(_tail);
        Pending = data.Length - whole;
    }

    public int Pending { get; private set; }
}
//// pair array-on-the-early-exit
//// bad
sealed class Loader
{
    private byte[]? _block;

    public bool Load(Stream source)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(100);
        _block = block; // bug
        if (source.Read(block) == 0)
        {
            ArrayPool<byte>.Shared.Return(block); // bug
            return false;
        }

        return true;
    }

    public int First => _block?[0] ?? -1;
}
//// clean
sealed class Loader
{
    private byte[]? _block;

    public bool Load(Stream source)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(100);
        if (source.Read(block) == 0)
        {
            ArrayPool<byte>.Shared.Return(block);
            return false;
        }

        _block = block;
        return true;
    }

    public int First => _block?[0] ?? -1;
}
