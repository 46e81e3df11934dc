namespace AopKit;

/// <summary>A <see cref="Stream"/> over a file that is read and written through a page cache.</summary>
/// <remarks>
/// Not safe for several threads at once, as streams are; several streams on one file are. Disposing flushes, the file
/// stays open.
/// </remarks>
public sealed class PageStream : Stream
{
    private readonly FileAddressSpace _file;
    private readonly WritebackErrorCursor _errors;
    private long _position;
    private bool _isDisposed;

    /// <summary>Opens a stream at the beginning of a file.</summary>
    /// <param name="file">The file.</param>
    public PageStream(FileAddressSpace file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _file = file;
        _errors = file.Pages.OpenErrorCursor();
    }

    /// <inheritdoc/>
    public override bool CanRead => !_isDisposed;

    /// <inheritdoc/>
    public override bool CanSeek => !_isDisposed;

    /// <inheritdoc/>
    public override bool CanWrite => !_isDisposed && _file.CanWrite;

    /// <inheritdoc/>
    public override long Length
    {
        get
        {
            ThrowIfDisposed();
            return _file.Length;
        }
    }

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ThrowIfDisposed();
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ThrowIfDisposed();
        int read = _file.Read(_position, buffer);
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        int read = await _file.ReadAsync(_position, buffer, cancellationToken).ConfigureAwait(false);
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfDisposed();
        _file.Write(_position, buffer);
        _position += buffer.Length;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        ThrowIfDisposed();
        long target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => checked(_position + offset),
            SeekOrigin.End => checked(_file.Length + offset),
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Begin, Current or End."),
        };
        if (target < 0)
        {
            throw new IOException($"A seek to {target}, before the beginning of the stream.");
        }

        return _position = target;
    }

    /// <inheritdoc/>
    public override void SetLength(long value)
    {
        ThrowIfDisposed();
        _file.SetLength(value);
    }

    /// <summary>Writes what is dirty to the file, and reports a failed write once to this stream (E12).</summary>
    /// <exception cref="WritebackException">A write has failed since this stream was opened or last told.</exception>
    public override void Flush()
    {
        ThrowIfDisposed();
        _file.Flush(_errors);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            try
            {
                if (_file.CanWrite)
                {
                    Flush();
                }
            }
            finally
            {
                _isDisposed = true;
            }
        }

        base.Dispose(disposing);
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
