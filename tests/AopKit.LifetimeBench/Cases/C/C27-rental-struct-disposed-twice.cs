// source: dotnet/dotNext 4b416377dafa  https://github.com/dotnet/dotNext/commit/4b416377dafa
// title: A rental that is a readonly struct cannot forget its array, and returns it at each Dispose
// story: The rental returned its array in Dispose and kept it. Code that disposes of it early and leaves the using
// block later returned the array twice. Mended by making the struct writable and resetting it to default.
//// bad
using System;
using System.Buffers;

internal readonly ref struct Rental<T>
{
    private readonly T[]? _owner;
    private readonly Span<T> _memory;

    public Rental(int size)
    {
        _owner = ArrayPool<T>.Shared.Rent(size);
        _memory = _owner.AsSpan(0, size);
    }

    public Span<T> Span => _memory;

    public void Dispose()
    {
        if (_owner != null)
        {
            ArrayPool<T>.Shared.Return(_owner); // bug
        }
    }
}

internal static class Reverser
{
    public static string Reverse(ReadOnlySpan<char> text)
    {
        var rental = new Rental<char>(text.Length);

        try
        {
            text.CopyTo(rental.Span);
            rental.Span.Reverse();
            string result = new(rental.Span);
            rental.Dispose(); // bug
            return result;
        }
        finally
        {
            rental.Dispose(); // bug
        }
    }
}

//// clean
using System;
using System.Buffers;

internal ref struct Rental<T>
{
    private readonly T[]? _owner;
    private readonly Span<T> _memory;

    public Rental(int size)
    {
        _owner = ArrayPool<T>.Shared.Rent(size);
        _memory = _owner.AsSpan(0, size);
    }

    public readonly Span<T> Span => _memory;

    public void Dispose()
    {
        if (_owner != null)
        {
            ArrayPool<T>.Shared.Return(_owner);
        }

        this = default;
    }
}

internal static class Reverser
{
    public static string Reverse(ReadOnlySpan<char> text)
    {
        var rental = new Rental<char>(text.Length);

        try
        {
            text.CopyTo(rental.Span);
            rental.Span.Reverse();
            string result = new(rental.Span);
            rental.Dispose();
            return result;
        }
        finally
        {
            rental.Dispose();
        }
    }
}
