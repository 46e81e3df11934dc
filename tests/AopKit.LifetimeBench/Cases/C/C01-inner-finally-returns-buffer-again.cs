// source: jstedfast/MimeKit 8e7bb7bb5564  https://github.com/jstedfast/MimeKit/commit/8e7bb7bb5564
// title: A rented buffer is returned in an inner finally and once more in the outer one
// story: The buffer of an encryption loop was rented once, and two nested try blocks each returned it in their finally,
// so that the pool held it twice and handed it to two renters.
//// bad
using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal static class Envelope
{
    private const int BufferLength = 4096;

    public static async Task SealAsync(Stream content, Stream target, CancellationToken token)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(BufferLength);

        try
        {
            using Stream packed = await PackAsync(content, scratch, token).ConfigureAwait(false);
            using var sealing = new BufferedStream(target);
            int read;

            try
            {
                while ((read = packed.Read(scratch, 0, BufferLength)) > 0)
                {
                    token.ThrowIfCancellationRequested();
                    sealing.Write(scratch, 0, read);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(scratch); // bug
            }

            sealing.Flush();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch); // bug
        }
    }

    private static async Task<Stream> PackAsync(Stream content, byte[] buffer, CancellationToken token)
    {
        var packed = new MemoryStream();
        int read;

        while ((read = await content.ReadAsync(buffer.AsMemory(0, BufferLength), token).ConfigureAwait(false)) > 0)
        {
            packed.Write(buffer, 0, read);
        }

        packed.Position = 0;
        return packed;
    }
}

//// clean
using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal static class Envelope
{
    private const int BufferLength = 4096;

    public static async Task SealAsync(Stream content, Stream target, CancellationToken token)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(BufferLength);

        try
        {
            using Stream packed = await PackAsync(content, scratch, token).ConfigureAwait(false);
            using var sealing = new BufferedStream(target);
            int read;

            while ((read = packed.Read(scratch, 0, BufferLength)) > 0)
            {
                token.ThrowIfCancellationRequested();
                sealing.Write(scratch, 0, read);
            }

            sealing.Flush();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static async Task<Stream> PackAsync(Stream content, byte[] buffer, CancellationToken token)
    {
        var packed = new MemoryStream();
        int read;

        while ((read = await content.ReadAsync(buffer.AsMemory(0, BufferLength), token).ConfigureAwait(false)) > 0)
        {
            packed.Write(buffer, 0, read);
        }

        packed.Position = 0;
        return packed;
    }
}

//// near-miss
using System;
using System.Buffers;
using System.IO;

internal static class Envelope
{
    public static void Seal(Stream content, Stream target)
    {
        byte[]? scratch = ArrayPool<byte>.Shared.Rent(4096);

        try
        {
            int read;

            while ((read = content.Read(scratch, 0, 4096)) > 0)
            {
                target.Write(scratch, 0, read);
            }

            // Flushing can take long: the buffer goes back before it, and the variable forgets it.
            byte[] done = scratch;
            scratch = null;
            ArrayPool<byte>.Shared.Return(done);
            target.Flush();
        }
        finally
        {
            if (scratch != null)
            {
                ArrayPool<byte>.Shared.Return(scratch);
            }
        }
    }
}
