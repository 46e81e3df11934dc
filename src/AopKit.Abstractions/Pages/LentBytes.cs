using System.Runtime.InteropServices;

namespace AopKit;

/// <summary>A page's bytes as a field of what a callback is lent.</summary>
/// <remarks>
/// What is lent is passed by value. The compiler copies references one by one, and what lies between two of them by
/// single moves if it is no more than three words, by a loop of the processor that takes as long as the call if it is
/// more. A struct with a reference in it lies where it is declared, so this one is declared in the middle of the
/// others. And a length of four bytes could not be read with what is beside it without waiting for its store.
/// </remarks>
internal readonly ref struct LentBytes(ReadOnlySpan<byte> bytes)
{
    private readonly ref byte _first = ref MemoryMarshal.GetReference(bytes);
    private readonly nint _length = bytes.Length;

    /// <summary>The bytes; writable only where the page is lent to be written.</summary>
    public Span<byte> Span => MemoryMarshal.CreateSpan(ref _first, (int)_length);
}
