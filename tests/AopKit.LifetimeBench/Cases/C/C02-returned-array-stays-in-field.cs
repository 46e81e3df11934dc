// source: dotnet/SqlClient 9443f0cc5622  https://github.com/dotnet/SqlClient/commit/9443f0cc5622
// title: A scratch array is returned to the pool and stays in the field that the next call reads
// story: A parser rents its scratch array when the one in its field is too small, returns it after the string is built,
// and leaves it in the field: the next call finds it large enough and fills an array that somebody else rents.
//// bad
using System;
using System.Buffers;
using System.Text;

internal sealed class FrameParser
{
    private readonly byte[] _input;
    private int _used;
    private byte[]? _scratch;

    public FrameParser(byte[] input) => _input = input;

    public bool TryReadString(int characters, out string? value)
    {
        int bytes = characters * 2;
        byte[] source;
        int offset = 0;
        bool rented = false;

        if (_used + bytes > _input.Length)
        {
            if (_scratch == null || _scratch.Length < bytes)
            {
                _scratch = ArrayPool<byte>.Shared.Rent(bytes); // bug
                rented = true;
            }

            if (!TryFill(_scratch, bytes)) // bug
            {
                value = null;
                return false;
            }

            source = _scratch;
        }
        else
        {
            source = _input;
            offset = _used;
            _used += bytes;
        }

        value = Encoding.Unicode.GetString(source, offset, bytes);

        if (rented)
        {
            ArrayPool<byte>.Shared.Return(_scratch!, clearArray: true); // bug
        }

        return true;
    }

    private bool TryFill(byte[] target, int count)
    {
        int available = Math.Min(count, _input.Length - _used);
        _input.AsSpan(_used, available).CopyTo(target);
        _used += available;
        return available == count;
    }
}

//// clean
using System;
using System.Buffers;
using System.Text;

internal sealed class FrameParser
{
    private readonly byte[] _input;
    private int _used;
    private byte[]? _scratch;

    public FrameParser(byte[] input) => _input = input;

    public bool TryReadString(int characters, out string? value)
    {
        int bytes = characters * 2;
        byte[] source;
        int offset = 0;

        if (_used + bytes > _input.Length)
        {
            if (_scratch == null || _scratch.Length < bytes)
            {
                _scratch = new byte[bytes];
            }

            if (!TryFill(_scratch, bytes))
            {
                value = null;
                return false;
            }

            source = _scratch;
        }
        else
        {
            source = _input;
            offset = _used;
            _used += bytes;
        }

        value = Encoding.Unicode.GetString(source, offset, bytes);
        return true;
    }

    private bool TryFill(byte[] target, int count)
    {
        int available = Math.Min(count, _input.Length - _used);
        _input.AsSpan(_used, available).CopyTo(target);
        _used += available;
        return available == count;
    }
}
