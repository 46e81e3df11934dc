// source: modernuo/ModernUO b9d63e4160c6  https://github.com/modernuo/ModernUO/commit/b9d63e4160c6
// title: Reset returns the builder's array and keeps it, and Dispose returns it again
// story: A reusable text builder gave its array back in Reset without clearing the field. It then wrote on into the
// array it no longer owned, and Dispose, or the next Reset, returned the same array once more.
//// bad
using System;
using System.Buffers;

internal sealed class PropertyText : IDisposable
{
    private char[]? _rented;
    private int _position;
    private int _hash;

    public void Append(ReadOnlySpan<char> text)
    {
        if (_rented == null || _position + text.Length > _rented.Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_rented.AsSpan(_position));
        _position += text.Length;
        _hash = HashCode.Combine(_hash, text.Length);
    }

    public void Reset()
    {
        _hash = 0;
        ArrayPool<char>.Shared.Return(_rented!); // bug
        _position = 0;
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_rented!); // bug
        _rented = null;
    }

    private void Grow(int more)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(64, (_position + more) * 2));
        char[]? old = _rented;
        old.AsSpan(0, _position).CopyTo(larger);
        _rented = larger;

        if (old != null)
        {
            ArrayPool<char>.Shared.Return(old);
        }
    }
}

//// clean
using System;
using System.Buffers;

internal sealed class PropertyText : IDisposable
{
    private char[]? _rented;
    private int _position;
    private int _hash;

    public void Append(ReadOnlySpan<char> text)
    {
        if (_rented == null || _position + text.Length > _rented.Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_rented.AsSpan(_position));
        _position += text.Length;
        _hash = HashCode.Combine(_hash, text.Length);
    }

    public void Reset()
    {
        _hash = 0;
        _position = 0;
        Dispose();
    }

    public void Dispose()
    {
        if (_rented != null)
        {
            ArrayPool<char>.Shared.Return(_rented);
            _rented = null;
        }
    }

    private void Grow(int more)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(64, (_position + more) * 2));
        char[]? old = _rented;
        old.AsSpan(0, _position).CopyTo(larger);
        _rented = larger;

        if (old != null)
        {
            ArrayPool<char>.Shared.Return(old);
        }
    }
}
