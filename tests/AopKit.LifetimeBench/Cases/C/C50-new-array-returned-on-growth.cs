// source: dotnet/coreclr a0e1b1e09a91  https://github.com/dotnet/coreclr/commit/a0e1b1e09a91
// title: A growing builder returns the new array instead of the old one
// story: Growing sets the field to the new array and then returns what the field holds. The builder went on writing
// into an array that was back in the pool, and returned it again in the end; the old one was lost.
//// bad
using System;
using System.Buffers;

internal ref struct TextBuilder
{
    private char[]? _rented;
    private Span<char> _chars;
    private int _position;

    public TextBuilder(Span<char> initial)
    {
        _rented = null;
        _chars = initial;
        _position = 0;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (_position > _chars.Length - text.Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_chars.Slice(_position));
        _position += text.Length;
    }

    public string Finish()
    {
        string result = new(_chars.Slice(0, _position));
        char[]? rented = _rented;
        this = default;

        if (rented != null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return result;
    }

    private void Grow(int more)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(_position + more);
        _chars.Slice(0, _position).CopyTo(larger);

        char[]? old = _rented;
        _chars = _rented = larger;

        if (old != null)
        {
            ArrayPool<char>.Shared.Return(_rented); // bug
        }
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

    public TextBuilder(Span<char> initial)
    {
        _rented = null;
        _chars = initial;
        _position = 0;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (_position > _chars.Length - text.Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_chars.Slice(_position));
        _position += text.Length;
    }

    public string Finish()
    {
        string result = new(_chars.Slice(0, _position));
        char[]? rented = _rented;
        this = default;

        if (rented != null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return result;
    }

    private void Grow(int more)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(_position + more);
        _chars.Slice(0, _position).CopyTo(larger);

        char[]? old = _rented;
        _chars = _rented = larger;

        if (old != null)
        {
            ArrayPool<char>.Shared.Return(old);
        }
    }
}

//// near-miss
using System;
using System.Buffers;

internal ref struct TextBuilder
{
    private char[] _rented;
    private int _position;

    public TextBuilder(int capacity)
    {
        _rented = ArrayPool<char>.Shared.Rent(capacity);
        _position = 0;
    }

    public void Append(char value)
    {
        if (_position == _rented.Length)
        {
            char[] larger = ArrayPool<char>.Shared.Rent(_position * 2);
            _rented.CopyTo(larger, 0);

            // The field still holds the old array at this point.
            ArrayPool<char>.Shared.Return(_rented);
            _rented = larger;
        }

        _rented[_position++] = value;
    }

    public string Finish()
    {
        string result = new(_rented, 0, _position);
        ArrayPool<char>.Shared.Return(_rented);
        _rented = [];
        return result;
    }
}
