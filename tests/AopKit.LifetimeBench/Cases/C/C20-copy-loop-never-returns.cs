// source: jellyfin/jellyfin 32f8b4604091  https://github.com/jellyfin/jellyfin/commit/32f8b4604091
// title: A copy loop rents its buffer and returns it on no path
// story: The method that copies a growing file to a response rented its buffer and left with the byte count, or with an
// exception; the buffer never went back.
//// bad
using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal sealed class ProgressiveCopier
{
    private long _written;

    public async Task<int> CopyAsync(Stream source, Stream target, CancellationToken token)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024); // bug
        int total = 0;
        int read = await source.ReadAsync(buffer, token).ConfigureAwait(false);

        while (read != 0)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), token).ConfigureAwait(false);
            _written += read;
            total += read;
            read = await source.ReadAsync(buffer, token).ConfigureAwait(false);
        }

        return total;
    }

    public long Written => _written;
}

//// clean
using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal sealed class ProgressiveCopier
{
    private long _written;

    public async Task<int> CopyAsync(Stream source, Stream target, CancellationToken token)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);

        try
        {
            int total = 0;
            int read = await source.ReadAsync(buffer, token).ConfigureAwait(false);

            while (read != 0)
            {
                await target.WriteAsync(buffer.AsMemory(0, read), token).ConfigureAwait(false);
                _written += read;
                total += read;
                read = await source.ReadAsync(buffer, token).ConfigureAwait(false);
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public long Written => _written;
}
