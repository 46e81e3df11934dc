// source: zeromq/netmq a245a5a88a1d  https://github.com/zeromq/netmq/commit/a245a5a88a1d
// title: A copied message counts its reference only if the message it is copied over was pooled
// story: Copy asks for the kind of its target, which Close has just emptied, where it should ask for that of its
// source. No reference was counted, and the array was returned once by each of the two messages.
//// bad
using System.Buffers;
using System.Threading;

internal sealed class Counter
{
    private int _value = 1;

    public void Increase() => Interlocked.Increment(ref _value);

    public bool Decrease() => Interlocked.Decrement(ref _value) == 0;
}

internal enum MessageKind
{
    Empty,
    Pooled,
}

internal struct Message
{
    private byte[]? _data;
    private Counter? _references;

    public MessageKind Kind { get; private set; }

    public void InitPool(int size)
    {
        Kind = MessageKind.Pooled;
        _data = ArrayPool<byte>.Shared.Rent(size);
        _references = new Counter();
    }

    public void Close()
    {
        if (Kind == MessageKind.Pooled && _references!.Decrease())
        {
            ArrayPool<byte>.Shared.Return(_data!); // bug
        }

        this = default;
    }

    public void Copy(ref Message source)
    {
        Close();

        if (Kind == MessageKind.Pooled) // bug
        {
            source._references!.Increase();
        }

        this = source; // bug
    }
}

//// clean
using System.Buffers;
using System.Threading;

internal sealed class Counter
{
    private int _value = 1;

    public void Increase() => Interlocked.Increment(ref _value);

    public bool Decrease() => Interlocked.Decrement(ref _value) == 0;
}

internal enum MessageKind
{
    Empty,
    Pooled,
}

internal struct Message
{
    private byte[]? _data;
    private Counter? _references;

    public MessageKind Kind { get; private set; }

    public void InitPool(int size)
    {
        Kind = MessageKind.Pooled;
        _data = ArrayPool<byte>.Shared.Rent(size);
        _references = new Counter();
    }

    public void Close()
    {
        if (Kind == MessageKind.Pooled && _references!.Decrease())
        {
            ArrayPool<byte>.Shared.Return(_data!);
        }

        this = default;
    }

    public void Copy(ref Message source)
    {
        Close();

        if (source.Kind == MessageKind.Pooled)
        {
            source._references!.Increase();
        }

        this = source;
    }
}
