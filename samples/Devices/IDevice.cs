namespace AopKit.Samples.Devices;

/// <summary>
/// A range of bytes that a file system lives on. It reads and writes ranges and holds none of them.
/// </summary>
/// <remarks>All members may be called from any thread, also at the same time for different ranges.</remarks>
public interface IDevice : IDisposable
{
    /// <summary>The size of the device in bytes.</summary>
    long Length { get; }

    /// <summary>Whether <see cref="Write"/> and <see cref="Flush"/> are possible.</summary>
    bool CanWrite { get; }

    /// <summary>Reads exactly <c>destination.Length</c> bytes that begin at byte <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Part of the range lies outside the device.</exception>
    /// <exception cref="IOException">The bytes could not be read.</exception>
    void Read(long offset, Span<byte> destination);

    /// <summary>Writes all of <paramref name="source"/> to the bytes that begin at <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Part of the range lies outside the device.</exception>
    /// <exception cref="NotSupportedException">The device was opened for reading only.</exception>
    /// <exception cref="IOException">The bytes could not be written.</exception>
    void Write(long offset, ReadOnlySpan<byte> source);

    /// <summary>Returns when everything that was written before has reached the medium.</summary>
    /// <exception cref="IOException">The medium refused.</exception>
    void Flush();
}
