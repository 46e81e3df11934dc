namespace AopKit.Samples.Devices;

/// <summary>
/// Counts what passes through to another device: the witness that a client reads only when a page is filled.
/// Counters move by interlocked addition, so that they are exact whatever the number of threads.
/// </summary>
/// <param name="inner">The device that does the work. It is disposed with this one.</param>
public sealed class CountingDevice(IDevice inner) : IDevice
{
    private long _reads;
    private long _bytesRead;
    private long _writes;
    private long _bytesWritten;
    private long _flushes;

    /// <inheritdoc/>
    public long Length => inner.Length;

    /// <inheritdoc/>
    public bool CanWrite => inner.CanWrite;

    /// <summary>The number of calls of <see cref="Read"/> that succeeded.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>The bytes that they read.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The number of calls of <see cref="Write"/> that succeeded.</summary>
    public long Writes => Interlocked.Read(ref _writes);

    /// <summary>The bytes that they wrote.</summary>
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>The number of calls of <see cref="Flush"/> that succeeded.</summary>
    public long Flushes => Interlocked.Read(ref _flushes);

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination)
    {
        inner.Read(offset, destination);
        Interlocked.Increment(ref _reads);
        Interlocked.Add(ref _bytesRead, destination.Length);
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        inner.Write(offset, source);
        Interlocked.Increment(ref _writes);
        Interlocked.Add(ref _bytesWritten, source.Length);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        inner.Flush();
        Interlocked.Increment(ref _flushes);
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
