// source: dotnet/corefx 9a81f78ade4a  https://github.com/dotnet/corefx/commit/9a81f78ade4a
// title: A builder that copies its text out gives its array back only if the copy fits
// story: TryCopyTo ends the builder: it copies and clears. When the destination was too small it returned false with
// the array still rented, and callers treat the builder as done in both cases.
//// bad
using System;
using System.Buffers;

internal ref struct TextBuilder
{
    private char[]? _rented;
    private Span<char> _chars;
    private int _position;

    public TextBuilder(int capacity)
    {
        _rented = ArrayPool<char>.Shared.Rent(capacity);
        _chars = _rented;
        _position = 0;
    }

    public void Append(char value)
    {
        if (_position < _chars.Length)
        {
            _chars[_position++] = value;
        }
    }

    public bool TryCopyTo(Span<char> destination, out int written)
    {
        if (_chars.Slice(0, _position).TryCopyTo(destination))
        {
            written = _position;
            Clear();
            return true;
        }

        written = 0;
        return false; // bug
    }

    private void Clear()
    {
        char[]? rented = _rented;
        this = default;

        if (rented != null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }
}

internal static class Digits
{
    public static bool TryFormat(ulong value, Span<char> destination, out int written)
    {
        var builder = new TextBuilder(20); // bug

        for (ulong divisor = 10_000_000_000_000_000_000; divisor > 0; divisor /= 10)
        {
            builder.Append((char)('0' + (int)(value / divisor % 10)));
        }

        return builder.TryCopyTo(destination, out written);
    }
}

//// clean
using System;
using System.Buffers;

internal ref struct TextBuilder
{
    private char[]? _rented;
    private Span<char> _chars;
    private int _position;

    public TextBuilder(int capacity)
    {
        _rented = ArrayPool<char>.Shared.Rent(capacity);
        _chars = _rented;
        _position = 0;
    }

    public void Append(char value)
    {
        if (_position < _chars.Length)
        {
            _chars[_position++] = value;
        }
    }

    public bool TryCopyTo(Span<char> destination, out int written)
    {
        if (_chars.Slice(0, _position).TryCopyTo(destination))
        {
            written = _position;
            Clear();
            return true;
        }

        written = 0;
        Clear();
        return false;
    }

    private void Clear()
    {
        char[]? rented = _rented;
        this = default;

        if (rented != null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }
}

internal static class Digits
{
    public static bool TryFormat(ulong value, Span<char> destination, out int written)
    {
        var builder = new TextBuilder(20);

        for (ulong divisor = 10_000_000_000_000_000_000; divisor > 0; divisor /= 10)
        {
            builder.Append((char)('0' + (int)(value / divisor % 10)));
        }

        return builder.TryCopyTo(destination, out written);
    }
}
