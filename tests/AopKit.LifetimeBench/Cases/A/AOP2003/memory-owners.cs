//// pair early-return
//// bad
int Read(Stream source, Span<byte> target)
{
    IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(target.Length); // bug
    int read = source.Read(owner.Memory.Span[..target.Length]);
    if (read == 0)
    {
        return 0; // bug
    }

    owner.Memory.Span[..read].CopyTo(target);
    owner.Dispose();
    return read;
}
//// clean
int Read(Stream source, Span<byte> target)
{
    IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(target.Length);
    int read = source.Read(owner.Memory.Span[..target.Length]);
    if (read == 0)
    {
        owner.Dispose();
        return 0;
    }

    owner.Memory.Span[..read].CopyTo(target);
    owner.Dispose();
    return read;
}
//// near-miss
int Read(Stream source, Span<byte> target)
{
    // The pool makes a new array in place of one that does not come back: slower, and no error.
    byte[] array = ArrayPool<byte>.Shared.Rent(target.Length);
    int read = source.Read(array, 0, target.Length);
    if (read == 0)
    {
        return 0;
    }

    array.AsSpan(0, read).CopyTo(target);
    ArrayPool<byte>.Shared.Return(array);
    return read;
}
//// pair grown-without-disposing
//// bad
int CountAll(IEnumerable<int> values, MemoryPool<int> pool)
{
    IMemoryOwner<int> block = pool.Rent(4); // bug
    int count = 0;
    foreach (int value in values)
    {
        if (count == block.Memory.Length)
        {
            IMemoryOwner<int> larger = pool.Rent(count * 2); // bug
            block.Memory.CopyTo(larger.Memory);
            block = larger; // bug
        }

        block.Memory.Span[count++] = value;
    }

    block.Dispose();
    return count;
}
//// clean
int CountAll(IEnumerable<int> values, MemoryPool<int> pool)
{
    IMemoryOwner<int> block = pool.Rent(4);
    int count = 0;
    foreach (int value in values)
    {
        if (count == block.Memory.Length)
        {
            IMemoryOwner<int> larger = pool.Rent(count * 2);
            block.Memory.CopyTo(larger.Memory);
            block.Dispose();
            block = larger;
        }

        block.Memory.Span[count++] = value;
    }

    block.Dispose();
    return count;
}
//// pair wrong-one-disposed
//// bad
void Convert(Stream source, Stream target)
{
    IMemoryOwner<byte> input = MemoryPool<byte>.Shared.Rent(1024); // bug
    IMemoryOwner<byte> output = MemoryPool<byte>.Shared.Rent(1024);
    try
    {
        int read = source.Read(input.Memory.Span);
        input.Memory.Span[..read].CopyTo(output.Memory.Span);
        target.Write(output.Memory.Span[..read]);
    }
    finally
    {
        output.Dispose();
    }
} // bug
//// clean
void Convert(Stream source, Stream target)
{
    IMemoryOwner<byte> input = MemoryPool<byte>.Shared.Rent(1024);
    IMemoryOwner<byte> output = MemoryPool<byte>.Shared.Rent(1024);
    try
    {
        int read = source.Read(input.Memory.Span);
        input.Memory.Span[..read].CopyTo(output.Memory.Span);
        target.Write(output.Memory.Span[..read]);
    }
    finally
    {
        input.Dispose();
        output.Dispose();
    }
}
//// pair found-in-a-nested-loop
//// bad
async Task<long> Find(Stream source, byte wanted)
{
    IMemoryOwner<byte> block = MemoryPool<byte>.Shared.Rent(4096); // bug
    long offset = 0;
    for (int read; (read = await source.ReadAsync(block.Memory)) > 0; offset += read)
    {
        for (int i = 0; i < read; i++)
        {
            if (block.Memory.Span[i] == wanted)
            {
                return offset + i; // bug
            }
        }
    }

    block.Dispose();
    return -1;
}
//// clean
async Task<long> Find(Stream source, byte wanted)
{
    IMemoryOwner<byte> block = MemoryPool<byte>.Shared.Rent(4096);
    long offset = 0;
    try
    {
        for (int read; (read = await source.ReadAsync(block.Memory)) > 0; offset += read)
        {
            for (int i = 0; i < read; i++)
            {
                if (block.Memory.Span[i] == wanted)
                {
                    return offset + i;
                }
            }
        }

        return -1;
    }
    finally
    {
        block.Dispose();
    }
}
//// pair rented-if-large
//// bad
bool IsPalindrome(ReadOnlySpan<char> text)
{
    IMemoryOwner<char>? rented = text.Length > 128 ? MemoryPool<char>.Shared.Rent(text.Length) : null; // bug
    Span<char> reversed = rented is null ? stackalloc char[128] : rented.Memory.Span;
    reversed = reversed[..text.Length];
    text.CopyTo(reversed);
    reversed.Reverse();
    bool isPalindrome = text.SequenceEqual(reversed);
    if (rented is not null && isPalindrome)
    {
        rented.Dispose();
    }

    return isPalindrome; // bug
}
//// clean
bool IsPalindrome(ReadOnlySpan<char> text)
{
    IMemoryOwner<char>? rented = text.Length > 128 ? MemoryPool<char>.Shared.Rent(text.Length) : null;
    Span<char> reversed = rented is null ? stackalloc char[128] : rented.Memory.Span;
    reversed = reversed[..text.Length];
    text.CopyTo(reversed);
    reversed.Reverse();
    bool isPalindrome = text.SequenceEqual(reversed);
    if (rented is not null)
    {
        rented.Dispose();
    }

    return isPalindrome;
}
//// pair half-made-object
//// bad
sealed class Frame(IMemoryOwner<byte> owner, int length) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => owner.Memory.Span[..length];

    public static Frame? Parse(ReadOnlySpan<byte> packet)
    {
        IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(packet.Length); // bug
        packet.CopyTo(owner.Memory.Span);
        if (owner.Memory.Span is not [0x7E, ..])
        {
            return null; // bug
        }

        return new Frame(owner, packet.Length);
    }

    public void Dispose() => owner.Dispose();
}
//// clean
sealed class Frame(IMemoryOwner<byte> owner, int length) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => owner.Memory.Span[..length];

    public static Frame? Parse(ReadOnlySpan<byte> packet)
    {
        if (packet is not [0x7E, ..])
        {
            return null;
        }

        IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(packet.Length);
        packet.CopyTo(owner.Memory.Span);
        return new Frame(owner, packet.Length);
    }

    public void Dispose() => owner.Dispose();
}
//// near-miss
sealed class Frame(IMemoryOwner<byte> owner) : IDisposable
{
    private static readonly Queue<Frame> s_free = new();

    public static Frame Open(Stream source)
    {
        IMemoryOwner<byte>? owner = null;
        try
        {
            owner = MemoryPool<byte>.Shared.Rent(64);
            source.ReadExactly(owner.Memory.Span[..64]);
            var frame = new Frame(owner);
            owner = null;
            return frame;
        }
        finally
        {
            owner?.Dispose();
        }
    }

    public void Dispose() => owner.Dispose();

    public void Free() => s_free.Enqueue(this);
}
