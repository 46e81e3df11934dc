// source: dotnet/dotNext 2f22aaeb9762  https://github.com/dotnet/dotNext/commit/2f22aaeb9762
// title: A reader is advanced after each segment of one read
// story: The loop over the segments of a read result advanced the pipe in its step. After the first step the buffer was
// not valid any more, and there was no read operation that a second AdvanceTo could end.
//// bad
using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;

internal sealed class FileSink(Stream file)
{
    public async Task CopyFromAsync(PipeReader input, CancellationToken token = default)
    {
        ReadResult result;

        do
        {
            result = await input.ReadAsync(token).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            SequencePosition position = buffer.Start;

            while (buffer.TryGet(ref position, out ReadOnlyMemory<byte> block)) // bug
            {
                await file.WriteAsync(block, token).ConfigureAwait(false);
                input.AdvanceTo(position); // bug
            }
        }
        while (!result.IsCompleted);

        await file.FlushAsync(token).ConfigureAwait(false);
    }
}

//// clean
using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;

internal sealed class FileSink(Stream file)
{
    public async Task CopyFromAsync(PipeReader input, CancellationToken token = default)
    {
        ReadResult result;

        do
        {
            result = await input.ReadAsync(token).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            SequencePosition position = buffer.Start;

            while (buffer.TryGet(ref position, out ReadOnlyMemory<byte> block))
            {
                await file.WriteAsync(block, token).ConfigureAwait(false);
            }

            input.AdvanceTo(buffer.End);
        }
        while (!result.IsCompleted);

        await file.FlushAsync(token).ConfigureAwait(false);
    }
}
